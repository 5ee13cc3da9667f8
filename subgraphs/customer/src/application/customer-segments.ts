import { assignSegment as assigned, removeSegment as removed } from '../domain/change-customer';
import { refused } from '../domain/refusal';
import { changeStoredCustomer } from './change-customer';
import type { Outcome } from './outcome';
import type { ChangeRequest, CustomerDeps } from './ports';

/** Which customer and which segment. */
export interface SegmentCommand {
  readonly customerId: string;
  readonly segment: string;
}

/** Puts a customer into a segment, by staff. Refused: unknown customer or segment. */
export function assignSegment(
  deps: CustomerDeps,
  command: SegmentCommand,
  request: ChangeRequest,
): Promise<Outcome> {
  const operation = { name: 'customerSegmentAssign', input: command, request };
  return changeStoredCustomer(
    deps,
    operation,
    { id: command.customerId, idField: 'customerId' },
    async (customer, unit) => {
      if (!(await unit.isSegment(command.segment)))
        return refused('SEGMENT_UNKNOWN', 'There is no such segment.', 'segment');
      return assigned(customer, {
        code: command.segment,
        assignedBy: request.actor,
        assignedAt: deps.clock.now(),
      });
    },
  );
}

/** Takes a customer out of a segment, by staff. Refused: unknown customer. */
export function removeSegment(
  deps: CustomerDeps,
  command: SegmentCommand,
  request: ChangeRequest,
): Promise<Outcome> {
  const operation = { name: 'customerSegmentRemove', input: command, request };
  return changeStoredCustomer(
    deps,
    operation,
    { id: command.customerId, idField: 'customerId' },
    (customer) => removed(customer, command.segment, deps.clock.now()),
  );
}
