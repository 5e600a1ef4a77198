import { seededRandom, type Random } from '#lib/core/random.ts';
import type { ConceptIndex } from '#lib/intents/concepts.ts';
import { readFeatures } from '#lib/intents/features.ts';
import { Intent } from '#lib/intents/schema.ts';
import { retype } from './augment.ts';
import { talkKinds, type Line } from './corpus.ts';
import { answer, CLASSES, createNetwork, createTrainer, OUTPUTS, ownersOf, predict, TALK, type Network } from './network.ts';

export interface Settings {
  seed: number;
  width: number;
  units: number;
  rounds: number;
  rate: number;
  pieces: number;
  hidden: number;
  dense: number;
  /** How much of the target is spread over the other labels. */
  smooth: number;
  /** How much more a rare label counts: 0 as often as it stands, 1 all labels alike. */
  balance: number;
  /** How much more talk outside shops counts. */
  talk: number;
  /** How much more the none of a shop counts. */
  none: number;
}

export const settings: Settings = { seed: 7, width: 8, units: 64, rounds: 13, rate: 0.06, pieces: 0.5, hidden: 0.2, dense: 0.15, smooth: 0.06, balance: 0.5, talk: 2.5, none: 1.25 };

/** Learns the lines for so many rounds, each time typed a little differently. The same lines and settings make the same network. */
export function fit(lines: readonly Line[], index: ConceptIndex, { seed, width, units, rounds, rate, pieces, hidden, dense, smooth, balance, talk, none }: Settings, tell: (text: string) => void): Network {
  const random = seededRandom(seed);
  const owners = ownersOf(lines.map(({ text, weight = 1 }) => ({ ids: readFeatures({ text }, index).features.ids, weight })));
  const network = createNetwork(width, units, owners, random);
  const learn = createTrainer(network, { random, pieces, units: hidden, dense });
  const counts = Intent.options.map((intent) => lines.filter((line) => line.intent === intent).length);
  const kinds = talkKinds(lines);
  const order = lines.map((_, i) => i);
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    let loss = 0;
    for (const [step, i] of order.entries()) {
      const line = lines[i];
      if (!line) continue;
      const { features } = readFeatures({ text: round === 0 ? line.text : retype(line.text, random) }, index);
      const label = Intent.options.indexOf(line.intent);
      const isTalk = line.intent === 'none' && kinds.has(line.kind);
      const target = new Float32Array(OUTPUTS).fill(smooth / OUTPUTS);
      target[isTalk ? TALK : label] = 1 - smooth + smooth / OUTPUTS;
      // Rare labels count more, so that the common ones do not drown them.
      const weight = (line.weight ?? 1) * (isTalk ? talk : line.intent === 'none' ? none : 1) * (lines.length / CLASSES / (counts[label] ?? 1)) ** balance;
      const progress = (round + step / order.length) / rounds;
      loss += learn({ features, target, weight }, rate * (1 - progress) + rate * 0.02);
    }
    tell(`round ${round + 1} of ${rounds}: loss ${(loss / lines.length).toFixed(3)}`);
  }
  return network;
}

/** The temperature that makes the scores of lines it has not learnt as sure as they are right. */
export function calibrate(network: Network, index: ConceptIndex, lines: readonly Line[]): number {
  const answers = lines.map((line) => ({ logits: predict(network, readFeatures({ text: line.text }, index).features), label: Intent.options.indexOf(line.intent) }));
  let best = { temperature: 1, loss: Infinity };
  for (let temperature = 0.4; temperature < 3; temperature += 0.02) {
    const loss = answers.reduce((sum, { logits, label }) => sum - Math.log(Math.max(1e-9, answer(logits, temperature)[label] ?? 0)), 0);
    if (loss < best.loss) best = { temperature, loss };
  }
  return Math.round(best.temperature * 100) / 100;
}

function shuffle(items: number[], random: Random): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j] ?? 0, items[i] ?? 0];
  }
}
