import { checkLedger } from '#lib/ledger/check.ts';
import { route } from '#lib/server/route.ts';

/** Whether the whole ledger is as it was written. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'] }, ({ caller }) => checkLedger(caller.db, caller.seller));
