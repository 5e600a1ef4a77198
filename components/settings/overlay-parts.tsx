import { Switch } from '#components/ui/switch.tsx';
import { OverlayPart } from '#lib/overlay/schema.ts';

const names: Record<OverlayPart, string> = { picture: 'Picture', variants: 'What is left of each variant', waiting: 'How many wait', buyers: 'First names of the last buyers', claims: 'Claims in the last 5 minutes' };

/** What of the overlay is shown; the product, its price and what is left always are. */
export function OverlayParts({ hide, onChange }: { hide: readonly OverlayPart[]; onChange: (hide: OverlayPart[]) => void }) {
  return (
    <fieldset className="flex flex-wrap gap-x-5 gap-y-2">
      <legend className="sr-only">What is shown</legend>
      {OverlayPart.options.map((part) => (
        <label key={part} className="inline-flex items-center gap-2 touch">
          <Switch checked={!hide.includes(part)} onCheckedChange={(on) => onChange(OverlayPart.options.filter((each) => (each === part ? !on : hide.includes(each))))} />
          {names[part]}
        </label>
      ))}
    </fieldset>
  );
}
