import { badInput } from '@agora/platform/errors';

const MAX_BYTES = 4_096;

/** @throws AppError `BAD_USER_INPUT` for device information above 4 kB of JSON. */
export function checkDeviceInfo(deviceInfo: unknown): void {
  if (deviceInfo === null || deviceInfo === undefined) return;
  if (Buffer.byteLength(JSON.stringify(deviceInfo)) > MAX_BYTES)
    throw badInput('input.deviceInfo', 'must have at most 4,096 bytes as JSON');
}
