// The client as the extension builds it.
import { Readable } from 'node:stream';
import fetch from 'node-fetch';
import { createTransport } from '../../../../src/api/transport';
import { doClientJobs } from './client';

doClientJobs(createTransport({ fetch, toStream: text => Readable.from(Buffer.from(text)) }));
