'use client';
import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState, type FormEvent } from 'react';
import { messageOf } from '#components/api.ts';
import { useShows } from '#components/shows/plan-queries.ts';
import { useStartShow } from '#components/shows/queries.ts';
import { startWords } from '#components/shows/words.ts';
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
        <Planned />
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

/** What is planned next: it has its run sheet and is checked on its own page. */
function Planned() {
  const { shows, timeZone } = useShows('planned', 200);
  const next = shows.toSorted((a, b) => (a.starts_at ?? '9').localeCompare(b.starts_at ?? '9'))[0];
  if (!next) return null;
  return (
    <div className="px-5 pb-4">
      <Link href={`/shows/${next.id}`} className="flex min-h-13 items-center gap-3 rounded-md border px-3 py-2 transition-colors duration-150 hover:bg-hover">
        <span className="grid min-w-0 flex-1">
          <span dir="auto" className="truncate font-medium">{next.title}</span>
          <span className="text-xs text-faint">Planned{next.starts_at ? ` · ${startWords(next.starts_at, timeZone)}` : ''}</span>
        </span>
        Check and go live
        <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden />
      </Link>
      <p className="pt-4 text-xs text-faint">Or start another one now:</p>
    </div>
  );
}
