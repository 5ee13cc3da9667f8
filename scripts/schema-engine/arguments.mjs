/** Every value given to a repeatable `--name value` option, in order. */
export function optionValues(args, name) {
  return args.flatMap((argument, at) =>
    argument === name && args[at + 1] !== undefined ? [args[at + 1]] : [],
  );
}

/** The first value of `--name value`, or undefined. */
export function optionValue(args, name) {
  return optionValues(args, name)[0];
}
