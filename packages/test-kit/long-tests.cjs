// For projects whose tests start processes, kill them and wait for what remains to notice.
jest.setTimeout(120_000);
