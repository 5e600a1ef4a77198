'use client';
import { ChevronRight } from 'lucide-react';
import { cn } from '#components/ui/cn.ts';
import { type Content, type Endpoint, type OpenApi, typeWords } from './openapi.ts';
import { Prose } from './prose.tsx';
import { SchemaTable } from './schema-table.tsx';
import { TryForm } from './try-form.tsx';

const tones: Record<string, string> = { GET: 'text-question', POST: 'text-money', PUT: 'text-warn', PATCH: 'text-warn', DELETE: 'text-danger' };

export function Method({ method, short = false }: { method: string; short?: boolean }) {
  return <span className={cn('shrink-0 font-mono text-xs font-semibold', short ? 'w-11' : 'w-14', tones[method])}>{method}</span>;
}

interface EndpointCardProps {
  endpoint: Endpoint;
  doc: OpenApi;
  bearer: string;
  open: boolean;
  onToggle: (open: boolean) => void;
}

/** One operation: a line, and under it what goes in, what comes out, and a form to try it. */
export function EndpointCard({ endpoint, doc, bearer, open, onToggle }: EndpointCardProps) {
  const { id, method, path, summary, description, parameters, requestBody, responses } = endpoint;
  return (
    <article id={id} className="min-w-0 scroll-mt-4">
      <h3>
        <button type="button" aria-expanded={open} aria-controls={`${id}-body`} onClick={() => onToggle(!open)} className="flex w-full items-center gap-2 px-4 py-2.5 text-start transition-colors duration-150 touch hover:bg-surface">
          <Method method={method} />
          <span className="min-w-0 font-mono text-xs break-all">{path}</span>
          <span className="ms-auto truncate ps-3 text-muted max-md:hidden">{summary}</span>
          <ChevronRight className={cn('size-4 shrink-0 text-faint transition-transform duration-150 max-md:ms-auto', open && 'rotate-90')} aria-hidden />
        </button>
      </h3>
      {open && (
        <div id={`${id}-body`} className="grid gap-6 border-t bg-surface px-4 py-5">
          <div className="grid gap-2">
            {summary && <p className="font-medium md:hidden">{summary}</p>}
            {description && <Prose text={description} />}
            <p className="text-xs text-faint">{whoWords(endpoint)}</p>
          </div>
          {parameters.length > 0 && (
            <Part title="Parameters">
              <dl className="grid gap-2">
                {parameters.map((p) => (
                  <div key={p.name} className="grid gap-x-4 md:grid-cols-[minmax(0,200px)_minmax(0,1fr)]">
                    <dt className="font-mono text-xs leading-5">{p.name}{p.required && <span className="text-danger" title="Needed"> *</span>}</dt>
                    <dd className="text-muted">
                      {p.schema && typeWords(p.schema, doc)} <span className="text-faint">in the {p.in}</span>
                      {p.description && <Prose text={p.description} />}
                    </dd>
                  </div>
                ))}
              </dl>
            </Part>
          )}
          {requestBody && <Bodies title="Body" content={requestBody.content} doc={doc} />}
          <Part title="Answers">
            <div className="grid gap-1">
              {Object.entries(responses).map(([status, answer]) => (
                <Answer key={status} status={status} description={answer.description} content={answer.content} doc={doc} />
              ))}
            </div>
          </Part>
          <TryForm endpoint={endpoint} doc={doc} bearer={bearer} />
        </div>
      )}
    </article>
  );
}

function whoWords({ security }: Endpoint): string {
  const ways = (security ?? []).flatMap((way) => Object.keys(way));
  const names = ways.map((way) => (way === 'key' ? 'a bridge key' : way === 'session' ? 'a signed-in person' : way));
  return names.length > 0 ? `For ${names.join(' or ')}` : 'For everybody';
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-2">
      <h4 className="text-xs font-semibold text-faint">{title}</h4>
      {children}
    </div>
  );
}

function Bodies({ title, content, doc }: { title: string; content: Content; doc: OpenApi }) {
  return Object.entries(content).map(([type, { schema }]) => (
    <Part key={type} title={type === 'application/json' ? title : `${title}, ${type}`}>
      {schema && <SchemaTable schema={schema} doc={doc} />}
    </Part>
  ));
}

function Answer({ status, description, content, doc }: { status: string; description: string | undefined; content: Content | undefined; doc: OpenApi }) {
  const schema = content?.['application/json']?.schema;
  const good = status.startsWith('2');
  const line = (
    <>
      <span className={cn('w-10 font-mono text-xs leading-5', good ? 'text-money' : 'text-faint')}>{status}</span>
      <Prose text={description ?? ''} {...(good && { className: 'text-ink' })} />
    </>
  );
  if (!schema || !good) return <p className="flex gap-2">{line}</p>;
  return (
    <details className="group/answer">
      <summary className="flex list-none gap-2 rounded-sm">
        {line}
        <ChevronRight className="size-4 self-center text-faint transition-transform duration-150 group-open/answer:rotate-90" aria-hidden />
      </summary>
      <div className="pt-2 md:ps-12">
        <SchemaTable schema={schema} doc={doc} />
      </div>
    </details>
  );
}
