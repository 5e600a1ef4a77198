import { WhyQuery } from '#lib/ledger/schema.ts';
import { whyOf } from '#lib/ledger/why.ts';
import { route } from '#lib/server/route.ts';

/** Why a claim ended as it did, and who else asked. */
export const GET = route({ roles: ['owner', 'moderator', 'packer'], query: WhyQuery }, ({ caller, query }) => whyOf(caller.db, caller.seller, query));
