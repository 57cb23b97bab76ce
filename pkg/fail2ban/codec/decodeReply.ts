import { PickleMachine } from './PickleMachine';
import { PickleReader } from './PickleReader';
import type { PickleValue } from './pickleValue';
import { MAX_REPLY_BYTES, protocolError } from './wire';

/**
 * Reads the pickle of one reply. Knows exactly the opcodes that fail2ban's replies are made of and never makes anything
 * but plain values: what would be an object or a call in Python stays a name with arguments, save `str("1.2.3.4")`,
 * which is how fail2ban writes an address. Throws FAIL2BAN_PROTOCOL_ERROR for all else.
 */
export function decodeReply(bytes: Buffer): PickleValue {
  if (bytes.length > MAX_REPLY_BYTES) {
    throw protocolError('it is longer than any list of bans');
  }
  const read = new PickleReader(bytes);
  const machine = new PickleMachine();
  for (;;) {
    const opcode = read.byte();
    switch (opcode) {
      case 0x8c: // SHORT_BINUNICODE
        machine.push(read.text(read.byte()));
        break;
      case 0x58: // BINUNICODE
        machine.push(read.text(read.uint32()));
        break;
      case 0x94: // MEMOIZE
        machine.remember();
        break;
      case 0x68: // BINGET
        machine.recall(read.byte());
        break;
      case 0x6a: // LONG_BINGET
        machine.recall(read.uint32());
        break;
      case 0x28: // MARK
        machine.mark();
        break;
      case 0x65: // APPENDS
      case 0x90: // ADDITEMS
        machine.appendToMark();
        break;
      case 0x61: // APPEND
        machine.append();
        break;
      case 0x85: // TUPLE1
        machine.tuple(1);
        break;
      case 0x86: // TUPLE2
        machine.tuple(2);
        break;
      case 0x87: // TUPLE3
        machine.tuple(3);
        break;
      case 0x74: // TUPLE
        machine.tupleToMark();
        break;
      case 0x29: // EMPTY_TUPLE
        machine.push([]);
        break;
      case 0x5d: // EMPTY_LIST
      case 0x8f: // EMPTY_SET
        machine.pushList();
        break;
      case 0x7d: // EMPTY_DICT
        machine.pushDict();
        break;
      case 0x75: // SETITEMS
        machine.setItemsToMark();
        break;
      case 0x73: // SETITEM
        machine.setItem();
        break;
      case 0x4e: // NONE
        machine.push(null);
        break;
      case 0x88: // NEWTRUE
        machine.push(true);
        break;
      case 0x89: // NEWFALSE
        machine.push(false);
        break;
      case 0x4b: // BININT1
        machine.push(read.byte());
        break;
      case 0x4d: // BININT2
        machine.push(read.uint16());
        break;
      case 0x4a: // BININT
        machine.push(read.int32());
        break;
      case 0x8a: // LONG1
        machine.push(read.long(read.byte()));
        break;
      case 0x47: // BINFLOAT
        machine.push(read.float64());
        break;
      case 0x93: // STACK_GLOBAL
        machine.global();
        break;
      case 0x52: // REDUCE
        machine.reduce();
        break;
      case 0x62: // BUILD
        machine.dropState();
        break;
      case 0x80: // PROTO
        if (read.byte() > 5) {
          throw protocolError('its pickle protocol is newer than 5');
        }
        break;
      case 0x95: // FRAME
        read.skip(8);
        break;
      case 0x2e: // STOP
        if (!read.atEnd()) {
          throw protocolError('it goes on behind its end');
        }
        return machine.result();
      default:
        throw protocolError(`opcode 0x${opcode.toString(16)} is not allowed`);
    }
  }
}
