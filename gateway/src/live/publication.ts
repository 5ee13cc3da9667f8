import type { ChangeLog } from './change-log';
import type { EnvelopeLayout, FrameTemplate } from './envelope';

export interface PublicationParts {
  readonly version: number;
  readonly template: FrameTemplate;
  readonly layout: EnvelopeLayout;
  readonly log: ChangeLog;
}

/**
 * The newest state of an entity, as frames: one string for everybody who has the same to catch up on.
 */
export class Publication {
  private snapshotFrame: string | undefined;
  private readonly framesAfter = new Map<number, string>();

  constructor(private readonly parts: PublicationParts) {}

  get version(): number {
    return this.parts.version;
  }

  get fingerprint(): string {
    return this.parts.template.fingerprint;
  }

  /** The state as it is, for whoever has nothing to connect it to. */
  snapshot(): string {
    this.snapshotFrame ??= this.render(true, []);
    return this.snapshotFrame;
  }

  /**
   * The state and every commit after `base`.
   * @returns undefined when the log does not reach back that far.
   */
  after(base: number): string | undefined {
    const known = this.framesAfter.get(base);
    if (known !== undefined) return known;
    const changes = this.parts.layout.wantsChanges ? this.parts.log.since(base) : [];
    if (changes === undefined) return undefined;
    const frame = this.render(false, changes);
    this.framesAfter.set(base, frame);
    return frame;
  }

  private render(isSnapshot: boolean, changes: Parameters<FrameTemplate['render']>[0]['changes']): string {
    const { version, template, log } = this.parts;
    return template.render({ version, isSnapshot, changes, newest: log.newest });
  }
}
