import type { Classifier, IntentModel } from '#lib/ports.ts';
import { clausesOf } from './clauses.ts';
import type { ConceptIndex } from './concepts.ts';
import { fieldsOf, readComment } from './extract.ts';
import { readFeatures, type Read } from './features.ts';
import { decide, type Verdict } from './rules.ts';
import type { Scan } from './scan.ts';
import { Intent, type Reading, type Understanding } from './schema.ts';

/**
 * Reads comments by word lists and rules in twenty languages: no model, the same answer every
 * time. Precision first: what the lists do not know is `none`, not a claim. Never throws.
 */
export const rulesClassifier: Classifier = {
  name: 'rules-1',
  classify: (batch) => Promise.resolve(batch.map((reading) => {
    const scan = readComment(reading);
    return understanding(scan, decide(clausesOf(scan)));
  })),
};

/**
 * Reads comments by a learnt model, and by the rules where they know what the model cannot: a comment made of nothing but
 * the open catalogue's own words. What the model takes for chat, and the rules for a plain claim of a code of the catalogue, is a claim in doubt:
 * a person decides. The fields are extracted as ever, without the model. Throws only when the model does.
 */
export function modelClassifier(model: IntentModel, index?: ConceptIndex): Classifier {
  return {
    name: model.name,
    async classify(batch) {
      const reads = batch.map((reading) => ({ text: reading.text, ...readFeatures(reading, index) }));
      const shares = await model.score(reads);
      return reads.map((read, i) => understanding(read.scan, verdictOf(read, shares[i])));
    },
  };
}

const CATALOGUE_KINDS = new Set(['code', 'variant', 'quantity', 'plus', 'hand', 'please', 'break', 'codeMark', 'sizeMark', 'counter', 'filler']);

/** The score of a claim in doubt: just not enough, as a rule. */
const IN_DOUBT = 0.5;
/** The rules' score of a claim in a claim's words. */
const PLAIN = 0.9;

function verdictOf({ scan, verdict, features }: Read, shares: Float32Array | undefined): Verdict & Pick<Understanding, 'inDoubt'> {
  if (features.ids.length === 0 || !shares) return verdict;
  const namesCode = scan.tokens.some((item) => item.kind === 'code' && item.isKnown);
  const isCatalogueTalk = namesCode && scan.tokens.every((item) => CATALOGUE_KINDS.has(item.kind));
  // A bare number is a code of the catalogue or laughter, a raised hand is a claim and a laughing face is none: only the rules know which.
  if (isCatalogueTalk || !/\p{L}/u.test(scan.text)) return verdict;
  let best = 0;
  for (const [i, share] of shares.entries()) if (share > (shares[best] ?? 0)) best = i;
  // A model of the seller's own may know none of ours.
  if (!shares[best]) return verdict;
  if (namesCode && verdict.intent === 'buy' && verdict.score >= PLAIN && Intent.options[best] === 'none') return { intent: 'buy', score: IN_DOUBT, inDoubt: true };
  return { intent: Intent.options[best] ?? 'none', score: Math.round((shares[best] ?? 0) * 1000) / 1000 };
}

/** What was read for an understanding that asks for something: finding its product needs the same tokens. */
const scans = new WeakMap<Understanding, Scan>();

/** The tokens that an understanding came from; read again when it came from elsewhere. */
export function scanOf(understood: Understanding, reading: Reading): Scan {
  return scans.get(understood) ?? readComment(reading);
}

function understanding(scan: Scan, { intent, score, inDoubt }: Verdict & Pick<Understanding, 'inDoubt'>): Understanding {
  const fields = fieldsOf(scan);
  const asked = intent === 'buy' ? (fields.quantity ?? 1) : intent === 'cancel' ? fields.quantity : null;
  const understood: Understanding = { intent, score, ...(inDoubt && { inDoubt }), quantity: asked, itemCode: fields.itemCode, variantWords: fields.variantWords, language: scan.language };
  if (intent === 'buy' || intent === 'cancel') scans.set(understood, scan);
  return understood;
}
