import { parseArgs } from 'node:util';
import { issueDevelopmentToken, readAuthConfig } from '@agora/platform/auth';
import { demonstrationPeople } from '../../packages/all-in-one/src/demonstration-people';
import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';
import { signingEnvironment } from '../system/signing-environment';

async function main(): Promise<void> {
  loadEnvironmentFile();
  const { values } = parseArgs({
    options: { role: { type: 'string', default: 'customer' }, sub: { type: 'string' } },
  });
  const person = demonstrationPeople.find(({ role }) => role === values.role);
  if (person === undefined) throw new Error('Roles are customer, support and admin.');
  const token = await issueDevelopmentToken(readAuthConfig(signingEnvironment(process.env)), {
    role: person.role,
    subject: values.sub ?? person.subject,
  });
  console.log(token);
}

main().catch(endWith);
