import { randomUUID } from 'node:crypto';
import { createAgoraClient } from '@agora/client/create-agora-client';
import type { AgoraClient } from '@agora/client/create-agora-client';
import { issueDevelopmentToken } from '@agora/platform/auth';
import type { AuthConfig } from '@agora/platform/auth';
import { WebSocket } from 'ws';
import type { Identity, Lane } from './lane';

/** The part of a lane that lets people in. */
export interface Visitors extends Pick<Lane, 'client' | 'token'> {
  leave(): Promise<void>;
}

export function createVisitors(url: string, auth: AuthConfig): Visitors {
  const clients: AgoraClient[] = [];
  return {
    client: ({ token, sessionToken }: Identity = {}) => {
      const client = createAgoraClient({
        url,
        token: () => token,
        sessionToken: () => sessionToken,
        webSocketImpl: WebSocket,
      });
      clients.push(client);
      return client;
    },
    token: (role, subject = randomUUID()) => issueDevelopmentToken(auth, { role, subject }),
    leave: async () => {
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
