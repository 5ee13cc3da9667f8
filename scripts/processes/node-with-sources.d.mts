export const ROOM_FOR_THE_YOUNG: string;
export function withSources(file: string, args?: readonly string[]): string[];
