'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
/** Codes that have a name and are no country to send a parcel to. */
const none = new Set(['AC', 'AN', 'BU', 'CP', 'CQ', 'CS', 'CT', 'DD', 'DG', 'DY', 'EA', 'EU', 'EZ', 'FQ', 'FX', 'HV', 'IC', 'JT', 'MI', 'NH', 'NQ', 'NT', 'PC', 'PU', 'PZ', 'QO', 'QU', 'RH', 'SU', 'TA', 'TP', 'UK', 'UN', 'VD', 'WK', 'XA', 'XB', 'YD', 'YU', 'ZR', 'ZZ']);
const countries = letters
  .flatMap((first) => letters.map((second) => first + second))
  .flatMap((code) => (none.has(code) ? [] : [{ code, name: names.of(code) }]))
  .flatMap(({ code, name }) => (name && name !== code ? [{ code, name }] : []))
  .toSorted((a, b) => a.name.localeCompare(b.name));

const codeOf = (text: string): string | undefined => {
  const said = text.trim().toLowerCase();
  return countries.find(({ code, name }) => name.toLowerCase() === said || code.toLowerCase() === said)?.code;
};

interface CountriesFieldProps {
  codes: readonly string[];
  onChange: (codes: string[]) => void;
}

/** Where parcels go; none: no address is asked for. */
export function CountriesField({ codes, onChange }: CountriesFieldProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = (said: string) => {
    if (said.trim() === '') return;
    const code = codeOf(said);
    setProblem(code ? undefined : 'Choose one of the list');
    if (!code) return;
    setText('');
    if (!codes.includes(code)) onChange([...codes, code]);
  };
  return (
    <div className="grid gap-2">
      <Field label="Parcels go to" error={problem} hint={codes.length === 0 ? 'No country: buyers are asked for no address' : 'Buyers give an address in one of these'}>
        {(control) => (
          <Input
            {...control}
            list="countries"
            autoComplete="off"
            placeholder="Add a country"
            value={text}
            onChange={(event) => {
              const said = event.target.value;
              setText(said);
              setProblem(undefined);
              // Choosing one of the list writes its whole name at once.
              if (said.length > 2 && codeOf(said)) add(said);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add(text);
            }}
            onBlur={() => add(text)}
          />
        )}
      </Field>
      <datalist id="countries">{countries.map(({ code, name }) => <option key={code} value={name}>{name}</option>)}</datalist>
      {codes.length > 0 && (
        <ul aria-label="Countries" className="flex flex-wrap gap-1.5">
          {codes.map((code) => (
            <li key={code} className="flex items-center rounded-sm bg-hover ps-2">
              {names.of(code) ?? code}
              <Button size="iconSm" variant="ghost" aria-label={`Take out ${names.of(code) ?? code}`} onClick={() => onChange(codes.filter((each) => each !== code))}>
                <X className="size-3.5" aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
