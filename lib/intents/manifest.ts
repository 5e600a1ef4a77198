import { z } from 'zod';
import { hubFields } from '#lib/core/hub.ts';
import { featureSettings } from './features.ts';
import { Intent } from './schema.ts';

const Share = z.number().min(0).max(1);

/** What the concepts' file beside our own model holds: forms by language and concept. */
export const Concepts = z.record(z.string(), z.record(z.string(), z.array(z.string())));

/**
 * What stands beside an intent model's .onnx file. `pieces`: our own net, fed with hashed pieces of text (ids, weights, dense).
 * `tokens`: any sequence classifier fed with a tokenizer's ids (input_ids, attention_mask), whose logits come in the order of
 * `labels`. `hub`: a sequence classifier that `@huggingface/transformers` loads by name, or from a folder laid out like the hub's. Paths are
 * relative to the manifest.
 */
export const IntentManifest = z.discriminatedUnion('input', [
  z.object({
    kind: z.literal('intents'),
    input: z.literal('pieces'),
    name: z.string().min(1).max(100),
    file: z.string(),
    sha256: z.hex().length(64),
    labels: z.tuple(Intent.options.map((intent) => z.literal(intent)) as [z.ZodLiteral<Intent>, ...z.ZodLiteral<Intent>[]]),
    /** A claim when buy is above; the seller's own setting goes before it. */
    thresholds: z.object({ claim: Share }),
    concepts: z.object({ file: z.string(), sha256: z.hex().length(64) }),
    features: z.object({ version: z.literal(featureSettings.version), tableRows: z.literal(featureSettings.tableRows), pieceBits: z.literal(featureSettings.pieceBits), charsMin: z.number(), charsMax: z.number(), wordsMax: z.number(), kindsMax: z.number(), conceptsMax: z.number(), pairsWithin: z.number(), textMax: z.number() }),
    temperature: z.number().positive(),
    data: z.object({ hash: z.string(), lines: z.number().int(), corrections: z.number().int(), languages: z.record(z.string(), z.number().int()) }),
  }),
  z.object({
    kind: z.literal('intents'),
    input: z.literal('tokens'),
    name: z.string().min(1).max(100),
    file: z.string(),
    /** Checked when given. */
    sha256: z.hex().length(64).optional(),
    /** tokenizer.json and tokenizer_config.json of the model, as its hub page offers them. */
    tokenizer: z.object({ file: z.string(), config: z.string(), maxTokens: z.number().int().min(8).max(512).default(128) }),
    /** One of ours for each of the model's logits; null where it has a label that means nothing here. */
    labels: z.array(Intent.nullable()).min(2).max(100),
    thresholds: z.object({ claim: Share }).default({ claim: 0.5 }),
    temperature: z.number().positive().default(1),
  }),
  z.object({
    kind: z.literal('intents'),
    input: z.literal('hub'),
    name: z.string().min(1).max(100),
    ...hubFields,
    /** What the model's own labels mean here; those that are not named mean nothing. */
    labels: z.record(z.string(), Intent),
    thresholds: z.object({ claim: Share }).default({ claim: 0.5 }),
  }),
]);
export type IntentManifest = z.infer<typeof IntentManifest>;
