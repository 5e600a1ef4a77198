/** Answers text as a file, as it is made. What fails before the first piece is thrown; later the download breaks off. */
export async function download(name: string, type: string, pieces: AsyncGenerator<string, void>): Promise<Response> {
  const encoder = new TextEncoder();
  const first = await pieces.next();
  let next: Promise<IteratorResult<string, void>> = Promise.resolve(first);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const piece = await next;
      if (piece.done) return controller.close();
      controller.enqueue(encoder.encode(piece.value));
      next = pieces.next();
      // Awaited at the next pull, which may be late: not unheard meanwhile.
      next.catch(() => {});
    },
    async cancel() {
      await pieces.return();
    },
  });
  return new Response(body, { headers: { 'content-type': `${type}; charset=utf-8`, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' } });
}
