import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { reportLines } from '@agora/auditor/report-lines';
import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';
import { findSystem } from './find-system';
import { runAudit } from './run-audit';

async function main(): Promise<number> {
  loadEnvironmentFile();
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      margin: { type: 'string' },
      'second-look': { type: 'string' },
    },
  });
  const asked = {
    ...(values.margin === undefined ? {} : { AUDIT_MARGIN_SECONDS: values.margin }),
    ...(values['second-look'] === undefined ? {} : { AUDIT_SECOND_LOOK_SECONDS: values['second-look'] }),
  };
  const system = await findSystem(process.env);
  try {
    if (!values.json) console.log(`Audit of ${system.name}`);
    const report = await runAudit({ ...system.env, ...asked });
    console.log(values.json ? JSON.stringify(report, undefined, 2) : reportLines(report).join('\n'));
    return report.isClean ? 0 : 1;
  } finally {
    await system.close();
  }
}

main().then((code) => process.exit(code), endWith);
