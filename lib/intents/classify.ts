import type { Classifier } from '#lib/ports.ts';
import { clausesOf } from './clauses.ts';
import { fieldsOf, readComment } from './extract.ts';
import { decide } from './rules.ts';
import type { Reading, Understanding } from './schema.ts';

/**
 * Reads comments by word lists and rules in twenty languages: no model, the same answer every
 * time. Precision first: what the lists do not know is `none`, not a claim. Never throws.
 */
export const rulesClassifier: Classifier = {
  name: 'rules-1',
  classify: (batch) => Promise.resolve(batch.map(understandOne)),
};

function understandOne(reading: Reading): Understanding {
  const read = readComment(reading);
  const fields = fieldsOf(read);
  const { intent, score } = decide(clausesOf(read));
  const asked = intent === 'buy' ? (fields.quantity ?? 1) : intent === 'cancel' ? fields.quantity : null;
  return { intent, score, quantity: asked, itemCode: fields.itemCode, variantWords: fields.variantWords, language: read.language };
}
