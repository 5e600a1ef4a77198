'use client';
import { Field } from '#components/ui/field.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';

const currencies = ['USD', 'EUR', 'GBP', 'AUD', 'BRL', 'CAD', 'CNY', 'HKD', 'IDR', 'INR', 'JPY', 'KRW', 'MXN', 'MYR', 'PHP', 'SGD', 'THB', 'TWD', 'VND'];
const names = new Intl.DisplayNames('en', { type: 'currency' });

/** The money a shop sells in. */
export function CurrencyField({ error }: { error: string | undefined }) {
  return (
    <Field label="Currency" error={error}>
      {(control) => (
        <Select name="currency" defaultValue="USD">
          <SelectTrigger {...control} className="h-11" />
          <SelectContent>
            {currencies.map((code) => (
              <SelectItem key={code} value={code}>
                {code} · {names.of(code)}
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
      )}
    </Field>
  );
}
