import { Comment } from '#lib/comments/schema.ts';
import type { Seller } from '#lib/members/schema.ts';
import { unique } from './seller.ts';

/** A comment as a bridge sends it: a new viewer's, with a message id of its own, on TikTok, unless `input` says otherwise. */
export function commentOf(seller: Pick<Seller, 'handle'>, message: string, input: Partial<Comment> = {}): Comment {
  return Comment.parse({ streamer: seller.handle, client: `viewer-${unique()}`, message, platform: 'tiktok_live', message_id: `m-${unique()}`, ...input });
}
