'use client';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { whenWords } from '#components/orders/words.ts';
import { useSeat } from '#components/shell/seat.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { sayError, undoable } from '#components/ui/toast.tsx';
import { CopyField } from './copy-field.tsx';
import { LoadFault } from './load-fault.tsx';
import { type BridgeKey, useCreateKey, useKeys, useRevokeKey } from './queries.ts';

/** The bridges' keys: made, shown once, revoked. */
export function Keys() {
  const { data, isError, error, refetch } = useKeys();
  const create = useCreateKey();
  const [name, setName] = useState('');
  const keys = data?.items ?? [];
  const live = keys.filter((key) => key.revoked_at === null);
  const revoked = keys.filter((key) => key.revoked_at !== null);

  return (
    <div className="grid gap-4">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate(name.trim(), { onSuccess: () => setName('') });
        }}
      >
        <Field label="New key for" error={create.isError ? messageOf(create.error) : undefined} className="flex-1 max-w-72">
          {(control) => <Input {...control} dir="auto" value={name} maxLength={80} placeholder="TikTok bridge" onChange={(e) => setName(e.target.value)} />}
        </Field>
        <Button type="submit" busy={create.isPending} disabled={!name.trim()}>Create key</Button>
      </form>
      {create.data && <NewKey secret={create.data.key} onDone={() => create.reset()} />}
      {isError && <LoadFault what="The keys" error={error} again={() => void refetch()} />}
      {!data && !isError && <Skeleton className="h-12" />}
      {data && keys.length === 0 && !create.data && (
        <p className="flex items-center gap-2 text-faint">
          <KeyRound className="size-4" aria-hidden /> No bridge has a key yet.
        </p>
      )}
      {keys.length > 0 && (
        <ul className="grid divide-y rounded-md border">
          {[...live, ...revoked].map((key) => (
            <KeyLine key={key.id} item={key} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** A key that was just made: this is the only time that it is shown. */
function NewKey({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { streamer } = useSeat();
  const body = JSON.stringify({ streamer: streamer.handle, client: 'viewer_1', message: 'mine 14' });
  const curl = [`curl ${window.location.origin}/comments \\`, `  -H 'Authorization: Bearer ${secret}' \\`, `  -H 'Content-Type: application/json' \\`, `  -d '${body.replaceAll("'", String.raw`'\''`)}'`].join('\n');
  return (
    <div className="grid gap-3 rounded-md border border-line-strong bg-raised p-4">
      <div>
        <p className="font-medium">Copy the key now</p>
        <p className="text-muted">It is shown this once. Only a fingerprint of it is kept.</p>
      </div>
      <CopyField label="the key" text={secret} />
      <p className="text-muted">Send a first comment with it:</p>
      <CopyField label="the command" text={curl} lines />
      <Button className="justify-self-end" onClick={onDone}>I have it</Button>
    </div>
  );
}

function KeyLine({ item }: { item: BridgeKey }) {
  const revoke = useRevokeKey();
  const [going, setGoing] = useState(false);
  const revoked = item.revoked_at !== null;
  return (
    <li className={cn('flex min-h-13 items-center gap-3 px-4 py-2', (revoked || going) && 'text-faint')}>
      <div className="grid min-w-0 flex-1">
        <span dir="auto" className="truncate font-medium">{item.name}</span>
        <span className="truncate text-xs text-faint">
          <code className="font-mono">{item.prefix}…</code> · made {whenWords(item.created_at)} · {item.last_used_at ? `last used ${whenWords(item.last_used_at)}` : 'never used'}
        </span>
      </div>
      {revoked || going ? (
        <Badge>{going && !revoked ? 'Revoking' : 'Revoked'}</Badge>
      ) : (
        <Button
          size="sm"
          variant="danger"
          onClick={() => {
            setGoing(true);
            undoable({
              message: `Revoking the key “${item.name}”`,
              description: 'Its bridge will not get through any more.',
              undo: () => setGoing(false),
              commit: () => follow(revoke.mutateAsync(item.id), { failed: (error) => sayError('The key was not revoked', messageOf(error)), after: () => setGoing(false) }),
            });
          }}
        >
          Revoke
        </Button>
      )}
    </li>
  );
}
