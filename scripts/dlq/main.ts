import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';
import { runDlq } from './run-dlq';

loadEnvironmentFile();
runDlq(process.argv.slice(2), process.env, (line) => {
  console.log(line);
}).catch(endWith);
