import { CircleAlert, CreditCard, Landmark, WandSparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, buttonStyle } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field } from '#components/ui/field.tsx';
import { Input, inputStyle } from '#components/ui/input.tsx';
import type { CheckoutView } from './checkout-page.tsx';

const problems: Readonly<Record<string, { field?: string; says: string }>> = {
  declined: { says: 'The card was declined. Nothing was paid, and what you claimed is still held. Try again, or pay another way.' },
  email: { field: 'email', says: 'Write an e-mail address, such as ana@example.com.' },
  phone: { field: 'phone', says: 'Write the phone number with its country, such as +1 415 555 0123.' },
  address: { field: 'address', says: 'Name, street, city and country are needed for the parcel.' },
  form: { says: 'Nothing was paid. Choose one of the buttons below.' },
};

/** An address that nobody lives at, on a domain that nobody reads: RFC 2606, and a number from the range for fiction. */
function testBuyer(countries: readonly string[]) {
  const country = countries.includes('US') ? 'US' : (countries[0] ?? '');
  return { email: 'test@example.com', phone: '+14155550123', name: 'Test Buyer', line1: '1 Test Street', line2: '', city: 'Testville', state: country === 'US' ? 'CA' : '', postal_code: '94103', country };
}

const names = new Intl.DisplayNames('en', { type: 'region' });

interface TextFieldProps {
  name: string;
  label: string;
  value: string;
  autoComplete: string;
  type?: string;
  isNeeded?: boolean;
  error?: string | undefined;
  hint?: string;
  className?: string;
}

function TextField({ name, label, value, autoComplete, type = 'text', isNeeded = true, error, hint, className }: TextFieldProps) {
  return (
    <Field label={isNeeded ? label : `${label} (optional)`} error={error} hint={hint} {...(className ? { className } : {})}>
      {(control) => <Input {...control} name={name} type={type} defaultValue={value} autoComplete={autoComplete} required={isNeeded} className="h-11" />}
    </Field>
  );
}

function AddressFields({ countries, values, error }: { countries: readonly string[]; values: ReturnType<typeof testBuyer>; error: string | undefined }) {
  const choices = countries.map((code) => ({ code, name: names.of(code) ?? code })).toSorted((a, b) => a.name.localeCompare(b.name));
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 text-base font-semibold">Where the parcel goes</legend>
      {error && <Notice>{error}</Notice>}
      <TextField name="name" label="Full name" value={values.name} autoComplete="shipping name" />
      <TextField name="line1" label="Street and number" value={values.line1} autoComplete="shipping address-line1" />
      <TextField name="line2" label="Flat, floor, building" value={values.line2} autoComplete="shipping address-line2" isNeeded={false} />
      <div className="grid grid-cols-2 gap-3">
        <TextField name="postal_code" label="Postal code" value={values.postal_code} autoComplete="shipping postal-code" isNeeded={false} className="col-span-2 min-[400px]:col-span-1" />
        <TextField name="city" label="City" value={values.city} autoComplete="shipping address-level2" className="col-span-2 min-[400px]:col-span-1" />
      </div>
      <TextField name="state" label="State or region" value={values.state} autoComplete="shipping address-level1" isNeeded={false} />
      <Field label="Country">
        {(control) => (
          <select {...control} name="country" defaultValue={values.country || choices[0]?.code} autoComplete="shipping country" required className={cn(inputStyle, 'h-11')}>
            {choices.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  );
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="flex items-start gap-2 rounded-md border border-danger/40 bg-danger-soft p-3 text-sm text-danger">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span>{children}</span>
    </p>
  );
}

/** Who pays, where it goes, and every way that a payment can end. */
export function PayForm({ view, isFilled, problem }: { view: CheckoutView; isFilled: boolean; problem: string | null }) {
  const at = `/sandbox/checkout/${view.id}`;
  const wrong = problem === null ? undefined : problems[problem];
  const test = testBuyer(view.countries);
  const values = isFilled ? { ...test, email: view.email || test.email } : { ...test, email: view.email, phone: '', name: '', line1: '', city: '', state: '', postal_code: '' };
  const errorAt = (field: string) => (wrong?.field === field ? wrong.says : undefined);
  return (
    <section aria-label="Pay" className="grid content-start gap-6 self-start rounded-md border bg-surface p-4 sm:p-6">
      {wrong && !wrong.field && <Notice>{wrong.says}</Notice>}
      {!isFilled && (
        <a href={`${at}?fill=1`} className={cn(buttonStyle({ size: 'lg' }), 'w-full text-sm whitespace-normal')}>
          <WandSparkles className="size-4" aria-hidden /> Fill in a test {view.countries.length > 0 ? 'address' : 'buyer'}
        </a>
      )}
      <form action={`${at}/do`} method="post" className="grid gap-6">
        <fieldset className="grid gap-3">
          <legend className="mb-3 text-base font-semibold">Contact</legend>
          <TextField name="email" label="E-mail" type="email" value={values.email} autoComplete="email" error={errorAt('email')} />
          {view.wantsPhone && <TextField name="phone" label="Phone" type="tel" value={values.phone} autoComplete="tel" error={errorAt('phone')} hint="With its country: +1 415 555 0123" />}
        </fieldset>
        {view.countries.length > 0 && <AddressFields countries={view.countries} values={values} error={errorAt('address')} />}
        <div className="grid gap-3">
          <Button type="submit" name="what" value="pay" variant="money" size="lg" className="h-12 w-full">
            Pay {view.total} (test)
          </Button>
          <Button type="submit" name="what" value="bank" size="lg" className="w-full text-sm">
            <Landmark className="size-4" aria-hidden /> Pay by bank, which takes a moment
          </Button>
          <Button type="submit" name="what" value="decline" size="lg" formNoValidate className="w-full text-sm">
            <CreditCard className="size-4" aria-hidden /> Pay with a card that is declined
          </Button>
        </div>
      </form>
      <a href={view.shopUrl} className={cn(buttonStyle({ variant: 'ghost', size: 'lg' }), '-mt-3 text-sm md:hidden')}>
        Back, without paying
      </a>
    </section>
  );
}
