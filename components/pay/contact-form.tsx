import { callingCodes, masked } from '#lib/carts/contact.ts';
import type { CartState } from '#lib/carts/schema.ts';
import type { Speech } from './speech.ts';
import { card, field, heading, quietSummary, secondaryButton } from './styles.ts';

interface ContactFormProps {
  buyer: CartState['buyer'];
  seller: string;
  /** ISO 3166-1 alpha-2: where the buyer most likely is. */
  country: string;
  speech: Speech;
  base: string;
}

function Fields({ country, speech: { say, locale }, base }: Pick<ContactFormProps, 'country' | 'speech' | 'base'>) {
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const countries = Object.entries(callingCodes).map(([code, calling]) => ({ code, calling, name: names.of(code) ?? code }));
  return (
    <form method="post" action={`${base}/contact`} className="grid gap-3">
      <div className="grid grid-cols-2 gap-2">
        <label className="grid gap-1 text-sm">
          {say('country')}
          <select className={field} name="country" defaultValue={country} autoComplete="tel-country-code">
            {countries.sort((a, b) => a.name.localeCompare(b.name, locale)).map(({ code, calling, name }) => (
              <option key={code} value={code}>{`${name} +${calling}`}</option>
            ))}
          </select>
        </label>
        <label className="grid gap-1 text-sm">
          {say('phone')}
          <input className={field} type="tel" name="phone" autoComplete="tel" maxLength={40} dir="ltr" />
        </label>
      </div>
      <label className="grid gap-1 text-sm">
        {say('email')}
        <input className={field} type="email" name="email" autoComplete="email" maxLength={320} dir="ltr" />
      </label>
      <button className={secondaryButton}>{say('save')}</button>
    </form>
  );
}

/** Where the buyer wants the link and updates, asked for where it is not known. */
export function ContactForm({ buyer, seller, country, speech, base }: ContactFormProps) {
  const { say } = speech;
  const known = [buyer.phone, buyer.email].flatMap((contact) => (contact ? [masked(contact)] : []));
  if (known.length > 0) {
    return (
      <details className={`${card} px-4 py-1`}>
        <summary className="flex min-h-11 cursor-pointer list-none items-center justify-between gap-3 text-sm text-muted [&::-webkit-details-marker]:hidden">
          {say('contactKnown', { contact: known.join(', ') })}
          <span className={quietSummary}>{say('change')}</span>
        </summary>
        <div className="grid gap-2 pt-1 pb-3">
          <Fields country={country} speech={speech} base={base} />
          <p className="text-xs text-faint">{say('contactWhy', { seller })}</p>
        </div>
      </details>
    );
  }
  return (
    <section className={`${card} grid gap-3 px-4 py-3`}>
      <div>
        <h2 className={heading}>{say('contactAsk')}</h2>
        <p className="text-sm text-muted">{say('contactWhy', { seller })}</p>
      </div>
      <Fields country={country} speech={speech} base={base} />
    </section>
  );
}
