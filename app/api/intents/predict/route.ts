import { PredictRequest } from '#lib/intents/schema.ts';
import { personOf } from '#lib/server/auth.ts';
import { webCtx } from '#lib/server/ctx.ts';
import { failureOf, parseWith, readJson, requestIdOf } from '#lib/server/http.ts';
import { isLocalCall } from '#lib/server/internal-headers.ts';
import { AppError } from '#lib/core/errors.ts';

/** What a text means, without a seller's catalogue: nothing is stored. Needs a key, a session, or the embedded default on loopback. */
export async function POST(request: Request): Promise<Response> {
  const ctx = webCtx();
  const requestId = requestIdOf(request.headers.get('x-request-id'));
  try {
    const key = request.headers.get('authorization')?.replace(/^Bearer /i, '');
    const known = key !== undefined ? await ctx.findKey(key) : (await personOf(ctx, { cookieHeader: request.headers.get('cookie') ?? '' })) ?? isLocalCall(request.headers, ctx.env);
    if (!known) throw new AppError('unauthenticated', 'Sign in, or send "Authorization: Bearer <bridge key>".');
    const { text } = parseWith(PredictRequest, await readJson(request, 100_000));
    const [read] = await ctx.classifier.classify([{ text }]);
    if (!read) throw new Error('the classifier answered nothing');
    return Response.json(
      { intent: read.intent, score: read.score, quantity: read.quantity, item_code: read.itemCode, variant_words: read.variantWords, language: read.language },
      { headers: { 'x-request-id': requestId } },
    );
  } catch (error) {
    const failure = failureOf(error, requestId, ctx.log);
    return Response.json(failure.body, { status: failure.status, headers: failure.headers });
  }
}
