'use client';
import { countWords, peakWords, timelineOf } from '#lib/reports/rules.ts';
import type { ShowReport } from '#lib/reports/schema.ts';
import { colours } from './colours.ts';
import { TimelineChart } from './lazy-charts.tsx';
import { Legend, Section } from './section.tsx';

/** When it was claimed, ordered and paid, in the shop's own time. */
export function Timeline({ report }: { report: ShowReport }) {
  const timeline = timelineOf(report.minutes);
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: report.timeZone, hour: '2-digit', minute: '2-digit', ...(timeline.minutes >= 240 ? { day: 'numeric', month: 'short' } : {}) });
  const clock = (ms: number) => parts.format(ms);
  const { later } = timeline;
  const after = [later.paid > 0 && `${countWords(later.paid, 'payment')} came later`].filter(Boolean).join(', ');
  return (
    <Section title="When did we sell?" answer={[peakWords(timeline, clock), after && `${after}.`].filter(Boolean).join(' ')}>
      <Legend items={[{ name: 'Comments', colour: colours.comments }, { name: 'Claims', colour: colours.claims }, { name: 'Orders', colour: colours.held }, { name: 'Paid', colour: colours.paid }]} />
      <TimelineChart spans={timeline.spans} clock={clock} />
      <div className="sr-only">
        <table>
          <caption>The show in steps of {countWords(timeline.minutes, 'minute')}, {report.timeZone}</caption>
          <thead>
            <tr>{['From', 'Comments', 'Claims', 'Orders', 'Paid'].map((name) => <th key={name} scope="col">{name}</th>)}</tr>
          </thead>
          <tbody>
            {timeline.spans.map((span) => (
              <tr key={span.atMs}>
                <th scope="row">{clock(span.atMs)}</th>
                <td>{span.comments}</td>
                <td>{span.claims}</td>
                <td>{span.held}</td>
                <td>{span.paid}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
