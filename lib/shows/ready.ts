import { codeKey } from '#lib/intents/catalogue.ts';
import type { ProductRow } from '#lib/products/schema.ts';
import type { CheckItem, ShowRow } from './schema.ts';

/** What is known just before a show goes live. */
export interface ReadyFacts {
  show: Readonly<Pick<ShowRow, 'hold_seconds'>> & { readonly platforms: readonly string[] };
  /** In the order of the run sheet; empty: all are shown. */
  sheet: readonly ProductRow[];
  /** All that is not archived. */
  catalogue: readonly ProductRow[];
  pictures: { total: number; ready: number; failed: number };
  payments: 'ok' | 'test' | 'away';
  /** Platforms of which a comment came in the last minute. */
  heard: ReadonlySet<string>;
  pipelines: number;
  /** Ways in which buyers get their link by themselves. */
  channels: readonly string[];
}

const platformNames: Record<string, string> = { tiktok_live: 'TikTok', instagram_live: 'Instagram', youtube_live: 'YouTube', twitch: 'Twitch', facebook_live: 'Facebook', web: 'Web' };

/** Under this most buyers have not typed in their card. */
const shortHoldSeconds = 300;
/** Over this, units that nobody pays for are away from the rest of the show and the next one. */
const longHoldSeconds = 2 * 86_400;

/** The check before going live, in the order in which it is mended. Pure. */
export function judge(facts: ReadyFacts): CheckItem[] {
  const shown = facts.sheet.length > 0 ? facts.sheet : facts.catalogue;
  return [
    productsItem(facts),
    ...(shown.length > 0 ? [stockItem(shown), codesItem(shown, facts.catalogue), pricesItem(shown), picturesItem(shown), ...cameraItem(facts)] : []),
    paymentsItem(facts),
    holdItem(facts),
    messagesItem(facts),
    platformsItem(facts),
    pipelineItem(facts),
  ];
}

function productsItem({ sheet, catalogue }: ReadyFacts): CheckItem {
  const item = { id: 'products', fix: '#run-sheet' } as const;
  if (catalogue.length === 0) return { ...item, status: 'stop', words: 'There is nothing to sell yet. Add your first product.', fix: '/products' };
  if (sheet.length === 0) return { ...item, status: 'warn', words: `The run sheet is empty: all ${counted(catalogue.length, 'product')} are shown in the catalogue’s order.` };
  return { ...item, status: 'ok', words: `${counted(sheet.length, 'product')} on the run sheet` };
}

function stockItem(shown: readonly ProductRow[]): CheckItem {
  const gone = shown.filter((product) => product.variants.every(({ stock, held, sold }) => stock - held - sold <= 0));
  if (gone.length === shown.length) return { id: 'stock', status: 'stop', words: 'Nothing is in stock: every claim would only be a place in line.', fix: '/products' };
  if (gone.length > 0) return { id: 'stock', status: 'warn', words: `Sold out: ${codes(gone)}. Claims get a place in line.`, fix: productFix(gone) };
  return { id: 'stock', status: 'ok', words: 'Every product has stock', fix: null };
}

function codesItem(shown: readonly ProductRow[], catalogue: readonly ProductRow[]): CheckItem {
  const pairs = catalogue.flatMap((other) => shown.filter((product) => product.id !== other.id && (product.id < other.id || !shown.includes(other))).map((product) => [product, other] as const));
  const same = pairs.filter(([a, b]) => codeKey(a.code) === codeKey(b.code));
  const [first] = same;
  if (first) return { id: 'codes', status: 'stop', words: `${pairWords(same)} ${same.length === 1 ? 'is' : 'are'} read as the same code. Change one.`, fix: productFix([first[0]]) };

  const named = shown.flatMap((product) => {
    const key = codeKey(product.code);
    const other = catalogue.find((one) => one.id !== product.id && (one.aliases.some((alias) => codeKey(alias) === key) || one.variants.some((variant) => sizesOf(variant).some((size) => codeKey(size) === key))));
    return other ? [{ product, other }] : [];
  });
  const [one] = named;
  if (one) return { id: 'codes', status: 'warn', words: `${list(named.map(({ product, other }) => `#${product.code} is also a size or another name of ${other.name}`))}. Such comments are asked about.`, fix: productFix([one.product]) };

  const alike = pairs.filter(([a, b]) => alikeKey(a.code) === alikeKey(b.code));
  const [near] = alike;
  if (near) return { id: 'codes', status: 'warn', words: `${pairWords(alike)} ${alike.length === 1 ? 'is' : 'are'} easy to mix up.`, fix: productFix([near[0]]) };
  return { id: 'codes', status: 'ok', words: 'Codes are easy to tell apart', fix: null };
}

const sizesOf = (variant: ProductRow['variants'][number]): string[] => [variant.name, ...Object.values(variant.options), ...variant.name.split(/[ /,]+/)];

const looks: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1', z: '2', s: '5', b: '8' };
/** One key for codes that look or sound alike: `O1` and `01`, `B5` and `85`. */
const alikeKey = (code: string): string => codeKey(codeKey(code).replace(/[oilzsb]/g, (letter) => looks[letter] ?? letter));

function pricesItem(shown: readonly ProductRow[]): CheckItem {
  const free = shown.filter((product) => product.variants.some(({ price_minor: own }) => (own ?? product.price_minor) <= 0));
  if (free.length > 0) return { id: 'prices', status: 'stop', words: `Without a price: ${codes(free)}. Nobody could pay for ${free.length === 1 ? 'it' : 'them'}.`, fix: productFix(free) };
  return { id: 'prices', status: 'ok', words: 'Every product has a price', fix: null };
}

function picturesItem(shown: readonly ProductRow[]): CheckItem {
  const bare = shown.filter(({ pictures }) => pictures.length === 0);
  if (bare.length > 0) return { id: 'pictures', status: 'warn', words: `Without a picture: ${codes(bare)}. The camera cannot recognise ${bare.length === 1 ? 'it' : 'them'}.`, fix: productFix(bare) };
  return { id: 'pictures', status: 'ok', words: 'Every product has a picture', fix: null };
}

function cameraItem({ pictures: { total, ready, failed } }: ReadyFacts): CheckItem[] {
  if (total === 0) return [];
  const item = { id: 'camera', fix: '/products' } as const;
  if (failed > 0) return [{ ...item, status: 'warn', words: `${counted(failed, 'picture')} cannot be read, so the camera does not know ${failed === 1 ? 'it' : 'them'}.` }];
  if (ready < total) return [{ ...item, status: 'warn', words: `${counted(total - ready, 'picture')} of ${total} ${total - ready === 1 ? 'is' : 'are'} still being prepared for the camera.` }];
  return [{ ...item, status: 'ok', words: 'The camera knows every picture' }];
}

function paymentsItem({ payments }: ReadyFacts): CheckItem {
  const item = { id: 'payments', fix: '/settings#payments' } as const;
  if (payments === 'away') return { ...item, status: 'warn', words: 'Payments are not reachable. Claims are held; buyers pay when it is back.' };
  if (payments === 'test') return { ...item, status: 'warn', words: 'Test payments: no real money moves.' };
  return { ...item, status: 'ok', words: 'Payments can be taken' };
}

function holdItem({ show: { hold_seconds: seconds } }: ReadyFacts): CheckItem {
  const item = { id: 'hold', fix: '#details' } as const;
  if (seconds < shortHoldSeconds) return { ...item, status: 'warn', words: `Claims are held for ${timeWords(seconds)}: many buyers need longer to pay.` };
  if (seconds > longHoldSeconds) return { ...item, status: 'warn', words: `Claims are held for ${timeWords(seconds)}: what is not paid is away for as long.` };
  return { ...item, status: 'ok', words: `Claims are held for ${timeWords(seconds)}` };
}

function messagesItem({ channels }: ReadyFacts): CheckItem {
  const item = { id: 'messages', fix: '/settings#messages' } as const;
  if (channels.length === 0) return { ...item, status: 'warn', words: 'No messages are set up: send buyers their link by hand.' };
  return { ...item, status: 'ok', words: `Buyers are written to by ${channels.join(', ')}` };
}

function platformsItem({ show, heard }: ReadyFacts): CheckItem {
  if (show.platforms.length === 0) return { id: 'platforms', status: 'warn', words: 'Say where you stream, so that each chat can be checked.', fix: '#details' };
  const names = (platforms: readonly string[]) => list(platforms.map((platform) => platformNames[platform] ?? platform));
  const silent = show.platforms.filter((platform) => !heard.has(platform));
  if (silent.length > 0) return { id: 'platforms', status: 'warn', words: `Nothing from ${names(silent)} in the last minute. Start the bridge and write something in the chat.`, fix: '/settings#bridges' };
  return { id: 'platforms', status: 'ok', words: `${names(show.platforms)} can be heard`, fix: null };
}

function pipelineItem({ pipelines }: ReadyFacts): CheckItem {
  if (pipelines === 0) return { id: 'pipeline', status: 'stop', words: 'Comments are kept, and not read: the part that reads them does not run. Restart Claimcast.', fix: null };
  return { id: 'pipeline', status: 'ok', words: 'Comments are read', fix: null };
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;
const productFix = (products: readonly ProductRow[]): string => (products.length === 1 && products[0] ? `/products?product=${products[0].id}` : '/products');

const mostNamed = 4;
function list(words: readonly string[]): string {
  const named = words.slice(0, mostNamed);
  const left = words.length - named.length;
  if (left > 0) return `${named.join(', ')} and ${left} more`;
  return named.length < 2 ? named.join('') : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
}
const codes = (products: readonly ProductRow[]): string => list(products.map(({ code }) => `#${code}`));
const pairWords = (pairs: readonly (readonly [ProductRow, ProductRow])[]): string => list(pairs.map(([a, b]) => `#${a.code} beside #${b.code}`));

function timeWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 120) return counted(seconds, 'second');
  if (minutes < 120) return counted(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day');
}
