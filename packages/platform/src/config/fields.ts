import { z } from 'zod';

/** `true|false|1|0|yes|no|on|off`, any case. */
export const flag = (fallback: boolean): z.ZodType<boolean> =>
  z
    .string()
    .transform((text, context) => {
      const word = text.trim().toLowerCase();
      if (['true', '1', 'yes', 'on'].includes(word)) return true;
      if (['false', '0', 'no', 'off'].includes(word)) return false;
      context.addIssue({ code: 'custom', message: 'must be true or false' });
      return z.NEVER;
    })
    .default(fallback);

/** A whole number within bounds. Zero is a value, not "unset". */
export const wholeNumber = (bounds: { min: number; max: number; fallback: number }): z.ZodType<number> =>
  z.coerce.number().int().min(bounds.min).max(bounds.max).default(bounds.fallback);

/** A comma-separated list without empty parts. */
export const list = (): z.ZodType<readonly string[]> =>
  z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    );
