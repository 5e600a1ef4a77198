import { z } from 'zod';

export const Role = z.enum(['owner', 'moderator', 'packer']);
export type Role = z.infer<typeof Role>;

/** The seller a person works for, or a bridge speaks for. */
export const Seller = z.object({ id: z.uuid(), handle: z.string(), name: z.string(), currency: z.string() });
export type Seller = z.infer<typeof Seller>;

export const Member = z.object({ user_id: z.uuid(), email: z.string(), role: Role, created_at: z.string() });
export const Invite = z.object({ role: z.enum(['moderator', 'packer']) });

export const Settings = z.object({
  name: z.string().trim().min(1).max(120),
  handle: z.string(),
  currency: z.string().regex(/^[A-Z]{3}$/, 'Three capital letters, such as USD'),
  hold_seconds: z.number().int().min(30).max(604_800),
  claim_threshold: z.number().min(0).max(1),
  match_threshold: z.number().min(0).max(1),
  /** Days that frames of the camera are kept. */
  frame_days: z.number().int().min(1).max(365),
});
export const SettingsPatch = Settings.omit({ handle: true }).partial();
