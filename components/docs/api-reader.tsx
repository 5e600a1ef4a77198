'use client';
import { ArrowLeft, KeyRound } from 'lucide-react';
import Link from 'next/link';
import { useEffect, useMemo, useState } from 'react';
import { messageOf, request } from '#components/api.ts';
import { Button } from '#components/ui/button.tsx';
import { Empty } from '#components/ui/empty.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input } from '#components/ui/input.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { EndpointCard, Method } from './endpoint-card.tsx';
import { Prose } from './prose.tsx';
import { type Endpoint, endpointsByTag, OpenApi } from './openapi.ts';

/** Reads the OpenAPI document and lets every operation be tried. */
export function ApiReader() {
  const [doc, setDoc] = useState<OpenApi>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    request('/api/openapi.json', OpenApi).then(setDoc, (error: unknown) => setProblem(messageOf(error)));
  }, []);
  if (problem) return <Empty title="The document could not be loaded" action={<Button onClick={() => window.location.reload()}>Try again</Button>}>{problem}</Empty>;
  if (!doc) return <Loading />;
  return <Reader doc={doc} />;
}

function Reader({ doc }: { doc: OpenApi }) {
  const groups = useMemo(() => [...endpointsByTag(doc)], [doc]);
  const [key, setKey] = useState('');
  const [openId, setOpenId] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const read = () => setOpenId(window.location.hash.slice(1));
    addEventListener('hashchange', read);
    if (openId) document.getElementById(openId)?.scrollIntoView();
    return () => removeEventListener('hashchange', read);
    // The address is followed once; after that, hashchange does.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);

  function toggle(endpoint: Endpoint, open: boolean) {
    setOpenId(open ? endpoint.id : '');
    window.history.replaceState(null, '', open ? `#${endpoint.id}` : window.location.pathname);
  }

  return (
    <div className="mx-auto grid max-w-6xl gap-x-10 px-4 md:px-6 lg:grid-cols-[232px_minmax(0,1fr)]">
      <nav aria-label="Operations" className="sticky top-0 hidden max-h-dvh grid-cols-[minmax(0,1fr)] content-start gap-5 overflow-y-auto py-8 lg:grid">
        {groups.map(([tag, endpoints]) => (
          <div key={tag} className="grid grid-cols-[minmax(0,1fr)]">
            <h2 className="px-2 pb-1 text-xs font-medium text-faint">{tag}</h2>
            {endpoints.map(({ id, method, summary, path }) => (
              <a key={id} href={`#${id}`} aria-current={id === openId ? 'true' : undefined} className="flex items-baseline gap-2 rounded-sm px-2 py-1 text-muted hover:bg-hover hover:text-ink aria-[current]:bg-hover aria-[current]:text-ink">
                <Method method={method} short />
                <span className="min-w-0 truncate">{summary ?? path}</span>
              </a>
            ))}
          </div>
        ))}
      </nav>
      <main className="grid min-w-0 content-start gap-10 py-8 pb-32">
        <header className="grid gap-4">
          <Link href="/" className="inline-flex w-fit items-center gap-1 rounded-sm text-faint hover:text-ink">
            <ArrowLeft className="size-4" aria-hidden /> Dashboard
          </Link>
          <div className="flex items-baseline gap-3">
            <h1 className="text-xl font-semibold">{doc.info.title} API</h1>
            <span className="text-faint">{doc.info.version}</span>
            <a href="/api/openapi.json" download="claimcast-openapi.json" className="ms-auto rounded-sm text-muted underline underline-offset-4 hover:text-ink">OpenAPI</a>
          </div>
          {doc.info.description && <Prose text={doc.info.description} className="text-base" />}
          <div className="grid gap-3 rounded-md border bg-surface p-4 md:grid-cols-[1fr_320px] md:items-center">
            <p className="flex gap-2 text-pretty text-muted">
              <KeyRound className="mt-0.5 size-4 shrink-0" aria-hidden />
              <span>To try things as a bridge, paste its key. Without one your own sign-in counts. What you send is real.</span>
            </p>
            <Field label={<span className="sr-only">Bridge key</span>}>
              {(control) => <Input {...control} value={key} placeholder="cc_…" autoComplete="off" spellCheck={false} className="font-mono" onChange={(e) => setKey(e.target.value.trim())} />}
            </Field>
          </div>
        </header>
        {groups.map(([tag, endpoints]) => (
          <section key={tag} aria-label={tag} className="grid gap-2">
            <h2 className="text-base font-semibold">{tag}</h2>
            <div className="grid divide-y rounded-md border">
              {endpoints.map((endpoint) => (
                <EndpointCard key={endpoint.id} endpoint={endpoint} doc={doc} bearer={key} open={endpoint.id === openId} onToggle={(open) => toggle(endpoint, open)} />
              ))}
            </div>
          </section>
        ))}
      </main>
    </div>
  );
}

function Loading() {
  return (
    <div className="mx-auto grid max-w-3xl gap-4 px-4 py-12" role="status" aria-label="Loading the document">
      <Skeleton className="h-8 w-48" />
      <Skeleton className="h-12" />
      <Skeleton className="h-96" />
    </div>
  );
}
