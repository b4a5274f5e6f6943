// Reads an OpenAPI 3.1 document. Pure.

/** The media type of a form (HTML standard, 4.10.21.8). */
export const FORM = 'application/x-www-form-urlencoded';
const METHODS = ['get', 'head', 'post', 'put', 'patch', 'delete'];

/** Follows `$ref` inside the document. */
export function resolve(contract, node) {
  if (!node?.$ref) return node;
  const found = node.$ref
    .slice(2)
    .split('/')
    .reduce((at, part) => at?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], contract);
  return resolve(contract, found);
}

/** The operations, grouped by tag in the order of the document. */
export function operations(contract) {
  const all = Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => {
      const operation = item[method];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      return {
        ...operation,
        ...{ method: method.toUpperCase(), path },
        id: operation.operationId ?? `${method}-${path}`,
        tag: operation.tags?.[0] ?? '',
        parameters: parameters.map((parameter) => resolve(contract, parameter)),
        requestBody: resolve(contract, operation.requestBody),
        responses: Object.entries(operation.responses).map(([status, response]) => ({
          status,
          ...resolve(contract, response),
        })),
      };
    }),
  );
  const tags = contract.tags ?? [...new Set(all.map(({ tag }) => tag))].map((name) => ({ name }));
  return tags
    .map((tag) => ({ ...tag, operations: all.filter((operation) => operation.tag === tag.name) }))
    .filter((tag) => tag.operations.length > 0);
}

export const refName = (schema) => schema?.$ref?.split('/').at(-1);

/** The type of a schema as parts: text, and names of other schemas to link to. */
export function typeParts(schema) {
  if (!schema) return [];
  const name = refName(schema);
  if (name) return [{ schema: name }];
  const either = schema.oneOf ?? schema.anyOf;
  if (either && !schema.type) {
    return either.flatMap((each, n) => [...(n > 0 ? [{ text: ' | ' }] : []), ...typeParts(each)]);
  }
  if (schema.enum) return [{ text: schema.enum.map((value) => JSON.stringify(value)).join(' | ') }];
  if (schema.type === 'array') return [...typeParts(schema.items), { text: '[]' }];
  const types = [schema.type ?? 'any'].flat().join(' | ');
  return [{ text: schema.format ? `${types} (${schema.format})` : types }];
}

/** A value that fits the schema: its own example where there is one. */
export function sample(contract, schema) {
  const own = resolve(contract, schema);
  if (!own) return null;
  const given = own.examples?.[0] ?? own.example ?? own.const ?? own.default ?? own.enum?.[0];
  if (given !== undefined) return given;
  if (own.type === 'object') {
    const needed = own.oneOf?.[0]?.required ?? [];
    const names = [...(own.required ?? []), ...needed];
    return Object.fromEntries(
      names.map((name) => [name, sample(contract, own.properties?.[name])]),
    );
  }
  if (own.type === 'array') return [sample(contract, own.items)];
  return { integer: 1, number: 1, boolean: true }[own.type] ?? '…';
}

/** What a body is to be: JSON, or else the fields of a form. Null where there is none. */
export function bodySchema({ requestBody }) {
  const { content } = requestBody ?? {};
  return content?.['application/json']?.schema ?? content?.[FORM]?.schema ?? null;
}

export const takesForm = ({ requestBody }) => Boolean(requestBody?.content?.[FORM]);

/** The request as a line for a shell. */
export function curl(contract, operation, origin) {
  const { method, path, requestBody } = operation;
  const url = origin + path.replace(/\{(\w+)\}/g, (_, name) => `$${name.toUpperCase()}`);
  const parts = ['curl'];
  if (path.includes('/stream/')) parts.push(method === 'HEAD' ? '-I' : '-OJ');
  else if (path.endsWith('/events')) parts.push('-N');
  else if (!['GET', 'POST'].includes(method) || (method === 'POST' && !requestBody)) {
    parts.push('-X', method);
  }
  const schema = bodySchema(operation);
  parts.push(`"${url}"`);
  if (!schema) return parts.join(' ');
  const filled = sample(contract, schema);
  if (takesForm(operation)) {
    const fields = Object.entries(filled).map(([name, value]) => `--data-urlencode '${name}=${value}'`);
    return `${parts.join(' ')} \\\n  ${fields.join(' ')}`;
  }
  const body = JSON.stringify(filled);
  return `${parts.join(' ')} \\\n  --json '${body}'`;
}
