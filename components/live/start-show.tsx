'use client';
import { useState, type FormEvent } from 'react';
import { messageOf } from '#components/api.ts';
import { useStartShow } from '#components/shows/queries.ts';
import { Button } from '#components/ui/button.tsx';
import { Dialog, DialogBody, DialogContent, DialogFoot, DialogTrigger } from '#components/ui/dialog.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';

/** "Saturday show", in this device's own calendar. */
const todaysTitle = (): string => `${new Date().toLocaleDateString('en', { weekday: 'long' })} show`;

/** Starts a show: one question, with an answer already in it. */
export function StartShow({ large = false, quiet = false }: { large?: boolean; quiet?: boolean }) {
  const [open, setOpen] = useState(false);
  const start = useStartShow();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const title = new FormData(event.currentTarget).get('title');
    start.mutate((typeof title === 'string' && title.trim()) || todaysTitle(), { onSuccess: () => setOpen(false) });
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant={quiet ? 'ghost' : 'primary'} size={large ? 'lg' : 'md'}>
          Start show
        </Button>
      </DialogTrigger>
      <DialogContent title="Start a show" description="From now on comments become claims and units are held.">
        <form onSubmit={submit}>
          <DialogBody>
            <Field label="Title" error={start.isError ? messageOf(start.error) : undefined} hint="Only you and your team see it.">
              {(control) => <Input {...control} name="title" defaultValue={todaysTitle()} maxLength={120} autoComplete="off" onFocus={(event) => event.currentTarget.select()} />}
            </Field>
          </DialogBody>
          <DialogFoot>
            <Button type="submit" variant="primary" busy={start.isPending}>
              Start show
            </Button>
          </DialogFoot>
        </form>
      </DialogContent>
    </Dialog>
  );
}
