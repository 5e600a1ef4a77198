import { Camera, Gamepad2, Globe, Hand, Music2, Play, ThumbsUp, type LucideIcon } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';

interface Platform {
  name: string;
  icon: LucideIcon;
}

const platforms: Record<string, Platform> = {
  tiktok_live: { name: 'TikTok', icon: Music2 },
  instagram_live: { name: 'Instagram', icon: Camera },
  youtube_live: { name: 'YouTube', icon: Play },
  twitch: { name: 'Twitch', icon: Gamepad2 },
  facebook_live: { name: 'Facebook', icon: ThumbsUp },
  manual: { name: 'By hand', icon: Hand },
  web: { name: 'Web', icon: Globe },
};

export const platformName = (platform: string): string => platforms[platform]?.name ?? platform;

/** A platform's sign, named for those who do not see it. */
export function PlatformGlyph({ platform, className }: { platform: string; className?: string }) {
  const { icon: Icon, name } = platforms[platform] ?? { icon: Globe, name: platform };
  return <Icon role="img" aria-label={name} className={cn('size-3.5 shrink-0 text-faint', className)} strokeWidth={2} />;
}
