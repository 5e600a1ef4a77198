import { formatMoney } from '#lib/core/money.ts';
import { countsOf, speechOf, withNumber } from '#lib/overlay/rules.ts';
import type { OverlayLook, OverlayProduct } from '#lib/overlay/schema.ts';

interface ViewProps {
  product: OverlayProduct;
  claims: number;
  buyers: string[];
  look: OverlayLook;
  /** Nothing has answered for a while: counts are left out. */
  isStale?: boolean;
}

/** Few are left: the count is marked. */
const few = 3;
/** Fewer claims than this say nothing. */
const manyClaims = 3;
/** As many variants as find room beside the rest; the others are counted. */
const maxVariants = ({ position, size }: OverlayLook) => (size === 'large' ? 4 : position === 'bottom' ? 5 : 8);

/** The card over the video: what it is, what it costs, what is left, who claimed last. */
export function OverlayView({ product, claims, buyers, look, isStale = false }: ViewProps) {
  const { words: says, direction } = speechOf(look.lang);
  const shows = (part: OverlayLook['hide'][number]) => !look.hide.includes(part);
  return (
    <main className={`overlay overlay-${look.position}`} data-look={look.theme} data-size={look.size} lang={look.lang}>
      <section key={product.id} dir={direction} aria-label={product.name} className="overlay-card overlay-product">
        <div className="overlay-head">
          {/* eslint-disable-next-line nextjs/no-img-element -- next/image brings scripts */}
          {shows('picture') && product.picture && <img key={product.picture} className="overlay-picture" src={product.picture} alt="" onError={(event) => (event.currentTarget.hidden = true)} />}
          <div className="overlay-what">
            <bdi className="overlay-code">#{product.code}</bdi>
            <p className="overlay-name"><bdi>{product.name}</bdi></p>
            {look.position === 'bottom' || <Price product={product} look={look} />}
          </div>
        </div>
        <div className="overlay-stock">
          {look.position === 'bottom' && <Price product={product} look={look} />}
          {!isStale && <Stock product={product} look={look} />}
        </div>
      </section>
      {!isStale && ((shows('buyers') && buyers.length > 0) || (shows('claims') && claims >= manyClaims)) && (
        <aside dir={direction} className="overlay-card overlay-news">
          {shows('buyers') && buyers.length > 0 && <small>{says.buyers}</small>}
          {shows('buyers') && buyers.map((name) => <span key={name}><bdi>{name}</bdi></span>)}
          {shows('claims') && claims >= manyClaims && <small>{withNumber(says.claims, claims)}</small>}
        </aside>
      )}
    </main>
  );
}

function Price({ product, look }: Pick<ViewProps, 'product' | 'look'>) {
  const { fromMinor, toMinor } = countsOf(product);
  const money = (amountMinor: number) => formatMoney(amountMinor, product.currency, speechOf(look.lang).locale);
  const text = fromMinor === toMinor ? money(fromMinor) : `${money(fromMinor)}–${money(toMinor)}`;
  // As large as its place allows: a digit is about 0.6 em wide.
  const place = product.picture && !look.hide.includes('picture') && look.position !== 'bottom' ? 14 : 22;
  return <p className="overlay-price" style={{ fontSize: `${Math.min(4.5, place / (text.length * 0.6)).toFixed(2)}em` }}>{text}</p>;
}

function Stock({ product, look }: Pick<ViewProps, 'product' | 'look'>) {
  const { words: says } = speechOf(look.lang);
  const { left, waiting } = countsOf(product);
  const showsWaiting = !look.hide.includes('waiting');
  const isGone = left === 0;
  const room = maxVariants(look);
  const more = product.variants.length > room ? product.variants.length - room + 1 : 0;
  return (
    <>
      <p className="overlay-left-units" role="status">
        <span key={left} data-tone={isGone ? 'gone' : left <= few ? 'few' : undefined}>{isGone ? says.soldOut : withNumber(says.left, left)}</span>
        {isGone && waiting > 0 && showsWaiting && <span key="waiting">{withNumber(says.waiting, waiting)}</span>}
      </p>
      {!look.hide.includes('variants') && product.variants.length > 1 && !isGone && (
        <ul className="overlay-variants">
          {product.variants.slice(0, more > 0 ? room - 1 : room).map((variant) => (
            <li key={variant.id} data-gone={variant.left === 0 || undefined}>
              <bdi>{variant.name}</bdi>
              <b dir="ltr">{variant.left}{variant.left === 0 && variant.waiting > 0 && showsWaiting ? `+${variant.waiting}` : ''}</b>
            </li>
          ))}
          {more > 0 && <li><bdi dir="ltr">+{more}</bdi></li>}
        </ul>
      )}
    </>
  );
}
