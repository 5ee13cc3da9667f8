import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';
import { startAgain } from './start-again';
import { startSystem } from './start-system';

async function main(args: readonly string[]): Promise<void> {
  loadEnvironmentFile();
  const name = args.find((argument) => !argument.startsWith('-'));
  if (name !== undefined) return startAgain(name);
  return startSystem({ install: args.includes('--install-services') || process.env['CI'] === 'true' });
}

main(process.argv.slice(2)).catch(endWith);
