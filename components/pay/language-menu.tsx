import { directionOf, Language, languageNames } from '#lib/carts/languages.ts';
import type { Speech } from './speech.ts';
import { quietSummary } from './styles.ts';

/** All languages by their own names. */
export function LanguageMenu({ speech, base }: { speech: Speech; base: string }) {
  return (
    <details className="text-sm">
      <summary className={quietSummary}>
        {speech.say('language')}: {languageNames[speech.language]}
      </summary>
      <form method="post" action={`${base}/language`} className="grid grid-cols-2 gap-1 pt-1 sm:grid-cols-3">
        {Language.options.map((language) => (
          <button
            key={language}
            name="language"
            value={language}
            lang={language}
            dir={directionOf(language)}
            aria-current={language === speech.language || undefined}
            className="min-h-11 rounded-md px-3 text-start text-base text-muted transition-colors duration-150 hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink"
          >
            {languageNames[language]}
          </button>
        ))}
      </form>
    </details>
  );
}
