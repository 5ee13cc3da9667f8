import type { EventSource, OpenSource, PokeListener } from './event-source';

export interface Joining {
  readonly channel: string;
  readonly listener: PokeListener;
  /** How long to wait before going on without the channel, milliseconds. */
  readonly waitMs: number;
  /** Called when the channel is joined: nothing is missed from here on. */
  readonly onJoined: () => void;
  /** Called once when that takes too long; `onJoined` may still come. */
  readonly onLate: () => void;
}

/** Opens a channel for somebody who must not wait for it for ever. */
export function joinChannel(source: EventSource, joining: Joining): Pick<OpenSource, 'close'> {
  const opened = source.open(joining.channel, joining.listener);
  let isClosed = false;
  const late = setTimeout(joining.onLate, joining.waitMs);
  void opened.ready.then(() => {
    clearTimeout(late);
    if (!isClosed) joining.onJoined();
  });
  return {
    close: () => {
      isClosed = true;
      clearTimeout(late);
      opened.close();
    },
  };
}
