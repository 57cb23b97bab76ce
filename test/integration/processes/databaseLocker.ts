import Database from 'better-sqlite3';

/* Locks a database as a writer does, says "locked", and keeps the lock until its input ends. */
const [file = ''] = process.argv.slice(2);
const database = new Database(file);
database.exec('BEGIN EXCLUSIVE');
process.stdout.write('locked\n');
process.stdin.resume().once('end', () => {
  database.exec('ROLLBACK');
  database.close();
});
