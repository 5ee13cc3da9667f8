/** Where messages of a topic go that cannot be handled: `<topic>.dlq`. Created together with the topic. */
export function deadLetterTopic(topic: string): string {
  return `${topic}.dlq`;
}
