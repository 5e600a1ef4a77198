'use client';
import { useState } from 'react';
import { messageOf } from '#components/api.ts';
import { follow } from '#components/follow.ts';
import { useSeat } from '#components/shell/seat.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { cn } from '#components/ui/cn.ts';
import { Field } from '#components/ui/field.tsx';
import { Select, SelectContent, SelectItem, SelectTrigger } from '#components/ui/select.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { sayError, undoable } from '#components/ui/toast.tsx';
import { CopyField } from './copy-field.tsx';
import { LoadFault } from './load-fault.tsx';
import { type Member, useInvite, useMembers, useRemoveMember } from './queries.ts';

const roleWords = { owner: 'Owner', moderator: 'Moderator', packer: 'Packer' } as const;

/** Who works here, and the link for one more. */
export function Members() {
  const { data, isError, error, refetch } = useMembers();
  const members = data?.items ?? [];
  const owners = members.filter((member) => member.role === 'owner').length;
  return (
    <div className="grid gap-4">
      {isError && <LoadFault what="The team" error={error} again={() => void refetch()} />}
      {!data && !isError && <Skeleton className="h-12" />}
      {members.length > 0 && (
        <ul className="grid divide-y rounded-md border">
          {members.map((member) => (
            <MemberLine key={member.user_id} member={member} last={member.role === 'owner' && owners === 1} />
          ))}
        </ul>
      )}
      <Invite />
    </div>
  );
}

function MemberLine({ member, last }: { member: Member; last: boolean }) {
  const { userId } = useSeat();
  const remove = useRemoveMember();
  const [going, setGoing] = useState(false);
  const me = member.user_id === userId;
  return (
    <li className={cn('flex min-h-13 items-center gap-3 px-4 py-2', going && 'text-faint')}>
      <span className="min-w-0 flex-1 truncate">
        <span className="font-medium">{member.email}</span>
        {me && <span className="text-faint"> you</span>}
      </span>
      <Badge tone="outline">{roleWords[member.role]}</Badge>
      {last ? (
        <span className="w-18 text-end text-xs text-faint">Last owner</span>
      ) : (
        <Button
          size="sm"
          variant="danger"
          disabled={going}
          onClick={() => {
            setGoing(true);
            undoable({
              message: me ? 'You are leaving this shop' : `Removing ${member.email}`,
              undo: () => setGoing(false),
              commit: () => follow(remove.mutateAsync(member.user_id), { failed: (error) => sayError(`${member.email} was not removed`, messageOf(error)), after: () => setGoing(false) }),
            });
          }}
        >
          {me ? 'Leave' : 'Remove'}
        </Button>
      )}
    </li>
  );
}

function Invite() {
  const invite = useInvite();
  const [role, setRole] = useState<'moderator' | 'packer'>('moderator');
  return (
    <div className="grid gap-3">
      <div className="flex items-end gap-2">
        <Field label="Invite a" error={invite.isError ? messageOf(invite.error) : undefined} className="w-44">
          {(control) => (
            <Select
              value={role}
              onValueChange={(value) => {
                setRole(value === 'packer' ? 'packer' : 'moderator');
                invite.reset();
              }}
            >
              <SelectTrigger {...control} />
              <SelectContent>
                <SelectItem value="moderator">Moderator</SelectItem>
                <SelectItem value="packer">Packer</SelectItem>
              </SelectContent>
            </Select>
          )}
        </Field>
        <Button busy={invite.isPending} onClick={() => invite.mutate(role)}>Make a link</Button>
      </div>
      {invite.data && (
        <div className="grid gap-1">
          <CopyField label="the invitation" text={invite.data.link} />
          <p className="text-xs text-faint">One person can join with it as a {role}, within 7 days.</p>
        </div>
      )}
    </div>
  );
}
