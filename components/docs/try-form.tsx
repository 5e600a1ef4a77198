'use client';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { CopyField } from '#components/settings/copy-field.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { Input, Textarea } from '#components/ui/input.tsx';
import { type Endpoint, exampleOf, type OpenApi } from './openapi.ts';
import { curlOf, type Prepared, prepare, type Result, send } from './send.ts';

interface TryFormProps {
  endpoint: Endpoint;
  doc: OpenApi;
  bearer: string;
}

/** A request to fill in and send from here, and the same as a curl line. */
export function TryForm({ endpoint, doc, bearer }: TryFormProps) {
  const schema = endpoint.requestBody?.content['application/json']?.schema;
  const [values, setValues] = useState<Record<string, string>>({});
  const [body, setBody] = useState(() => (schema ? JSON.stringify(exampleOf(schema, doc), null, 2) : ''));
  const [file, setFile] = useState<File>();
  const [result, setResult] = useState<Result>();
  const [sending, setSending] = useState(false);
  const takesFile = endpoint.requestBody?.content['multipart/form-data'] !== undefined;
  const missing = endpoint.parameters.filter((p) => p.required && !values[p.name]).map((p) => p.name);
  const broken = schema ? jsonProblem(body) : undefined;
  const prepared: Prepared = prepare(endpoint, values, schema ? body : undefined, file, bearer);

  async function run() {
    setSending(true);
    setResult(await send(prepared));
    setSending(false);
  }

  return (
    <form
      className="grid gap-3 border-t pt-5"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <h4 className="text-xs font-semibold text-faint">Try it</h4>
      {endpoint.parameters.length > 0 && (
        <div className="grid gap-3 md:grid-cols-2">
          {endpoint.parameters.map((p) => (
            <Field key={p.name} label={<span className="font-mono text-xs">{p.name}{p.required && ' *'}</span>}>
              {(control) => <Input {...control} className="font-mono" value={values[p.name] ?? ''} onChange={(e) => setValues({ ...values, [p.name]: e.target.value })} />}
            </Field>
          ))}
        </div>
      )}
      {schema && (
        <Field label="Body" error={broken}>
          {(control) => <Textarea {...control} spellCheck={false} rows={Math.min(14, body.split('\n').length + 1)} className="font-mono text-xs" value={body} onChange={(e) => setBody(e.target.value)} />}
        </Field>
      )}
      {takesFile && (
        <Field label="File">
          {(control) => <input {...control} type="file" accept="image/png,image/jpeg,image/webp" className="text-sm" onChange={(e) => setFile(e.target.files?.[0])} />}
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={sending} disabled={missing.length > 0 || broken !== undefined}>
          {!sending && <Play className="size-4" aria-hidden />} Send
        </Button>
        {missing.length > 0 && <span className="text-xs text-faint">Fill in {missing.join(', ')}</span>}
        {result && (
          <span role="status" className="flex items-center gap-2 text-muted">
            <Badge tone={result.ok ? 'money' : 'danger'}>{result.status}</Badge> {result.tookMs} ms
          </span>
        )}
      </div>
      {result && <CopyField label="the answer" text={result.body} lines />}
      <CopyField label="the command" text={curlOf(prepared)} lines />
    </form>
  );
}

function jsonProblem(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    return 'This is not JSON yet';
  }
}
