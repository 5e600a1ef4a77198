import { type OpenApi, resolve, type Schema, typeWords } from './openapi.ts';
import { Prose } from './prose.tsx';

interface SchemaTableProps {
  schema: Schema;
  doc: OpenApi;
  /** How deep this stands in another; beyond four the type's words must do. */
  depth?: number;
}

/** What is inside: the schema itself, or the items of a list. */
function inside(schema: Schema, doc: OpenApi): Schema {
  const s = resolve(schema, doc);
  if (s.items) return inside(s.items, doc);
  const choices = (s.anyOf ?? s.oneOf)?.filter((choice) => choice.type !== 'null');
  return choices?.length === 1 && choices[0] ? inside(choices[0], doc) : s;
}

function choiceWords(choice: Schema, doc: OpenApi): string {
  if (choice.items) return 'a list of such objects';
  const words = typeWords(resolve(choice, doc), doc);
  return words === 'object' ? 'an object' : words;
}

/** The fields of a schema with their types, nested ones set in; choices one under the other. */
export function SchemaTable({ schema, doc, depth = 0 }: SchemaTableProps) {
  const s = inside(schema, doc);
  const choices = s.anyOf ?? s.oneOf;
  if (choices) {
    return choices.map((choice, i) => (
      <div key={i} className="grid gap-1">
        <p className="text-xs text-faint">{i > 0 && 'or '}{choiceWords(choice, doc)}</p>
        {/* A list of what was just shown needs no second table. */}
        {!(choice.items && i > 0) && <SchemaTable schema={choice} doc={doc} depth={depth} />}
      </div>
    ));
  }
  if (!s.properties) return depth === 0 && <p className="text-muted">{typeWords(resolve(schema, doc), doc)}</p>;
  return (
    <ul className={depth === 0 ? 'grid divide-y rounded-md border bg-bg px-3' : 'grid divide-y border-s ps-3'}>
      {Object.entries(s.properties).map(([name, field]) => {
        const nested = depth < 4 && inside(field, doc);
        const example = resolve(field, doc).example;
        return (
          <li key={name} className="grid gap-1 py-1.5">
            <div className="grid gap-x-4 md:grid-cols-[minmax(0,200px)_minmax(0,1fr)]">
              <span className="font-mono text-xs leading-5 break-all">
                {name}
                {s.required?.includes(name) && <span className="text-danger" title="Always there"> *</span>}
              </span>
              <span className="min-w-0 break-words text-muted">
                {typeWords(field, doc)}
                {example !== undefined && <code className="font-mono text-xs text-faint"> {JSON.stringify(example)}</code>}
                {field.description && <Prose text={field.description} className="text-xs" />}
              </span>
            </div>
            {nested && (nested.properties ?? nested.anyOf ?? nested.oneOf) && <SchemaTable schema={field} doc={doc} depth={depth + 1} />}
          </li>
        );
      })}
    </ul>
  );
}
