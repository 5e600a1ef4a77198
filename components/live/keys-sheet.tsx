'use client';
import { Dialog, DialogBody, DialogContent } from '#components/ui/dialog.tsx';
import { Kbd } from '#components/ui/kbd.tsx';

const groups: { title: string; keys: [string[], string][] }[] = [
  { title: 'On screen', keys: [[['←'], 'Pin the one before'], [['→'], 'Pin the next one']] },
  { title: 'Camera, when it sees a product', keys: [[['Enter'], 'Put it on screen'], [['1', '…', '5'], 'Choose another']] },
  { title: 'Chat', keys: [[['Space'], 'Pause, go on'], [['C'], 'Only claims'], [['Q'], 'Only questions'], [['A'], 'All comments']] },
  { title: 'Needs your word', keys: [[['1', '…', '9'], 'Choose the variant'], [['O'], 'Another product, then 1 … 9'], [['+', '−'], 'More, fewer'], [['Enter'], 'Hold it'], [['X'], 'Not a claim'], [['S'], 'Later, the next one']] },
  { title: 'Orders', keys: [[['H'], 'Held'], [['W'], 'Waiting'], [['P'], 'Paid']] },
  { title: 'Everywhere', keys: [[['⌘', 'K'], 'Search and commands'], [['?'], 'This sheet'], [['Esc'], 'Close']] },
];

/** All keys of the desk. */
export function KeysSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title="Keys"
        description="They work while nothing is being written."
        className="w-[min(640px,calc(100vw-32px))]"
      >
        <DialogBody className="block gap-8 sm:columns-2">
          {groups.map(({ title, keys }) => (
            <section key={title} className="mb-4 break-inside-avoid">
              <h3 className="text-xs text-faint">{title}</h3>
              <dl>
                {keys.map(([caps, meaning]) => (
                  <div key={meaning} className="flex h-8 items-center justify-between gap-4 border-b last:border-0">
                    <dd className="text-sm text-muted">{meaning}</dd>
                    <dt className="flex items-center gap-1">
                      {caps.map((cap) => (cap === '…' ? <span key={cap}>…</span> : <Kbd key={cap} className="pointer-coarse:inline-grid">{cap}</Kbd>))}
                    </dt>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}
