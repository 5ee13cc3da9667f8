import { isInherited } from '../run/data-object';
import type { DataObject } from '../run/data-object';

/** A field of an object with what comes before its value: `,"name":`. */
export interface WrittenField<Run> {
  readonly name: string;
  readonly lead: string;
  readonly write: (value: unknown, run: Run) => string;
}

/** What an object is written as: its fields, and what comes after them. */
export interface WrittenObject<Run> {
  readonly fields: readonly WrittenField<Run>[];
  readonly end: string;
}

/**
 * The code of a function that writes an object: `(data, run) => "{\"id\":" + write0(data["id"], run) + "}"`. Whatever is not of this
 * file stands in it as a JSON text.
 */
export function objectCode({ fields, end }: WrittenObject<never>): string {
  const written = fields.map(({ name, lead }, index) => {
    const value = `data[${JSON.stringify(name)}]`;
    const own = isInherited(name) ? `Object.hasOwn(data, ${JSON.stringify(name)}) ? ${value} : null` : value;
    return `${JSON.stringify(lead)} + write${String(index)}(${own}, run)`;
  });
  return `(data, run) => ${[...written, JSON.stringify(end)].join(' + ')}`;
}

/**
 * Compiles {@link objectCode}. A loop over the fields reads objects of every type at one place of the code, which V8 cannot know
 * the shapes of: with code of its own per type a whole request costs the gateway an eighth less (`npm run bench:gateway`).
 */
export function compileObject<Run>(written: WrittenObject<Run>): (data: DataObject, run: Run) => string {
  const names = written.fields.map((_field, index) => `write${String(index)}`);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above; nothing of a client is in it but names, as JSON
  const make = new Function(...names, `return ${objectCode(written)}`) as (
    ...writers: readonly WrittenField<Run>['write'][]
  ) => (data: DataObject, run: Run) => string;
  return make(...written.fields.map(({ write }) => write));
}
