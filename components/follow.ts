interface Told<T> {
  done?: (answer: T) => void;
  failed?: (error: Error) => void;
  /** After either. */
  after?: () => void;
}

/**
 * Tells how a mutation ended, also when the component that asked is gone by then: what is handed to `mutate` itself is
 * not called any more once its row has left the screen. For `mutateAsync`; a failure that the mutation tells by itself needs no `failed`.
 */
export function follow<T>(answer: Promise<T>, { done, failed, after }: Told<T>): void {
  void answer.then(done, (error: unknown) => failed?.(error instanceof Error ? error : new Error(String(error)))).finally(after);
}
