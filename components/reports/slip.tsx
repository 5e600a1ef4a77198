import { Picture } from '#components/products/picture.tsx';
import { addressLines, countWords, joinLines, lineName, orderNoWords, slipPages, type Paper } from '#lib/reports/rules.ts';
import type { Parcel } from '#lib/reports/schema.ts';

interface SlipProps {
  shop: string;
  parcel: Parcel;
  paper: Paper;
  pictures: boolean;
  /** The same words on every slip. */
  note: string;
}

/** One parcel's page; more than one only when its lines do not fit in small. Nothing of money, nothing of the seller's own notes. */
export function Slip({ shop, parcel, paper, pictures: wanted, note }: SlipProps) {
  const lines = joinLines(parcel.lines);
  const units = lines.reduce((sum, line) => sum + line.quantity, 0);
  // A page less is worth more than pictures.
  const pictures = wanted && slipPages(lines, paper, true).pages.length === slipPages(lines, paper, false).pages.length;
  const { size, pages } = slipPages(lines, paper, pictures);
  const address = addressLines(parcel.address);
  const orders = orderNoWords(parcel.lines.map((line) => line.orderNo), paper === 'a4' ? 24 : 8);
  return pages.map((page, at) => (
    <article
      key={at}
      className="slip border"
      aria-label={`Slip for ${parcel.buyer}${pages.length > 1 ? `, page ${at + 1}` : ''}`}
      data-paper={paper}
      data-size={size}
      data-pictures={pictures || undefined}
      data-next={at > 0 || undefined}
    >
      <header className="overflow-hidden">
        <div className="flex items-baseline justify-between gap-[4mm] border-b pb-[2mm]">
          <span className="truncate text-[1.25em] font-semibold" dir="auto">{shop}</span>
          <span className="whitespace-nowrap">{at > 0 ? parcel.buyer : 'Packing slip'}</span>
        </div>
        {at === 0 && (
          <div className="grid gap-[3mm] pt-[4mm]">
            <address className="text-[1.3em] leading-snug not-italic" dir="auto">
              {address.length > 0 ? address.slice(0, 6).map((line) => <span key={line} className="block truncate">{line}</span>) : <span className="block truncate">{parcel.buyer}</span>}
            </address>
            <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-[3mm]">
              {address.length > 0 && address[0] !== parcel.buyer && (
                <>
                  <dt>For</dt>
                  <dd dir="auto" className="truncate">{parcel.buyer}</dd>
                </>
              )}
              <dt>{parcel.lines.length === 1 ? 'Order' : 'Orders'}</dt>
              <dd className="line-clamp-3">{orders}</dd>
            </dl>
          </div>
        )}
      </header>
      <ul className="self-start overflow-hidden">
        {page.map((line) => (
          <li key={line.variantId} className="slip-row flex items-center gap-[3mm] border-b">
            <span className="w-[2.6em] shrink-0 text-end text-[1.15em] font-semibold">{line.quantity}&thinsp;×</span>
            {pictures && <Picture path={line.picture} code={line.code} className="slip-picture border-0" />}
            <span className="min-w-0 flex-1 truncate" dir="auto">{lineName(line)}</span>
            <span className="shrink-0 whitespace-nowrap">#{line.code}{line.sku ? ` · ${line.sku}` : ''}</span>
          </li>
        ))}
      </ul>
      <footer className="flex items-end justify-between gap-[4mm] overflow-hidden border-t pt-[2mm]">
        <p className="line-clamp-3 min-w-0 self-start whitespace-pre-line" dir="auto">{note}</p>
        <p className="shrink-0 text-end whitespace-nowrap">
          {countWords(units, 'unit')}
          {pages.length > 1 && <span className="block">page {at + 1} of {pages.length}</span>}
        </p>
      </footer>
    </article>
  ));
}
