import { t } from '@grafana/i18n';

/** What an option of fail2ban means; null for one that is not known here. */
export function optionText(name: string): string | null {
  switch (name) {
    case 'enabled':
      return t('option.enabled', 'Whether fail2ban starts this jail');
    case 'bantime':
      return t('option.bantime', 'How long a ban lasts, such as 10m or 1d; -1 is for ever');
    case 'findtime':
      return t('option.findtime', 'Within what time failures are counted together');
    case 'maxretry':
      return t('option.maxretry', 'How many failures lead to a ban');
    case 'maxmatches':
      return t('option.maxmatches', 'How many matched lines are kept of each ban');
    case 'maxlines':
      return t('option.maxlines', 'Over how many lines an expression may reach');
    case 'filter':
      return t('option.filter', 'The filter that tells which lines are failures, with options in brackets');
    case 'mode':
      return t('option.mode', 'Which expressions of the filter are used, where it knows several sets');
    case 'logpath':
      return t('option.logpath', 'The log files that are watched, one a line; “*” stands for anything');
    case 'journalmatch':
      return t('option.journalmatch', 'Which entries of the journal are watched');
    case 'backend':
      return t('option.backend', 'How changes of the logs are noticed; systemd reads the journal');
    case 'port':
      return t('option.port', 'The ports that are blocked');
    case 'protocol':
      return t('option.protocol', 'The protocols that are blocked');
    case 'chain':
      return t('option.chain', 'The chain of the firewall that rules go into');
    case 'ignoreip':
      return t('option.ignoreip', 'Addresses, networks and host names that are never banned');
    case 'ignoreself':
      return t('option.ignoreself', 'Whether the addresses of this host are never banned');
    case 'ignorecommand':
      return t('option.ignorecommand', 'A program that says whether an address is never banned');
    case 'usedns':
      return t('option.usedns', 'What is done with host names in logs');
    case 'failregex':
      return t('option.failregex', 'The expressions that a line with a failure matches, one a line; <HOST> is who is banned');
    case 'ignoreregex':
      return t('option.ignoreregex', 'The expressions of lines that are no failures after all');
    case 'prefregex':
      return t('option.prefregex', 'What all lines of interest have in common; <F-CONTENT> holds what is left to failregex');
    case 'datepattern':
      return t('option.datepattern', 'How the log writes the time');
    case 'banaction':
      return t('option.banaction', 'The action that blocks single ports');
    case 'banaction_allports':
      return t('option.banaction-allports', 'The action that blocks all ports');
    case 'action':
      return t('option.action', 'What is done when an address is banned or unbanned');
    case 'destemail':
      return t('option.destemail', 'Who is written to');
    case 'sender':
      return t('option.sender', 'Who mails come from');
    case 'logencoding':
      return t('option.logencoding', 'The encoding of the logs');
    case 'logtimezone':
      return t('option.logtimezone', 'The time zone of the logs, where they do not say it');
    case 'bantime.increment':
      return t('option.bantime-increment', 'Whether repeated bans grow longer');
    case 'bantime.maxtime':
      return t('option.bantime-maxtime', 'How long a repeated ban may become');
    case 'bantime.factor':
      return t('option.bantime-factor', 'How fast repeated bans grow');
    case 'bantime.multipliers':
      return t('option.bantime-multipliers', 'By what each further ban is longer than the first');
    case 'bantime.rndtime':
      return t('option.bantime-rndtime', 'How much is added at random, so that nobody can wait for the end');
    case 'bantime.overalljails':
      return t('option.bantime-overalljails', 'Whether bans of other jails count as repeated');
    case 'bantime.formula':
      return t('option.bantime-formula', 'How the time of a repeated ban is computed');
    case 'actionstart':
      return t('option.actionstart', 'Runs when the jail starts');
    case 'actionstop':
      return t('option.actionstop', 'Runs when the jail ends');
    case 'actioncheck':
      return t('option.actioncheck', 'Runs before each ban, to see that all is in place');
    case 'actionban':
      return t('option.actionban', 'Runs for each ban');
    case 'actionunban':
      return t('option.actionunban', 'Runs for each end of a ban');
    case 'actionstart_on_demand':
      return t('option.actionstart-on-demand', 'Whether actionstart waits for the first ban');
    case 'actionflush':
      return t('option.actionflush', 'Lifts all bans at once when the jail ends, in place of actionunban for each');
    case 'actionrepair':
      return t('option.actionrepair', 'Runs when actioncheck fails, in place of actionstop and actionstart');
    case 'actionprolong':
      return t('option.actionprolong', 'Runs when a ban is made longer');
    case 'norestored':
      return t('option.norestored', 'Whether it does nothing for bans that return after a restart');
    case 'timeout':
      return t('option.timeout', 'After how many seconds a command is ended');
    case 'loglevel':
      return t('option.loglevel', 'How much fail2ban logs, such as INFO; BanGUI needs NOTICE or more');
    case 'logtarget':
      return t('option.logtarget', 'Where fail2ban logs to: a file, SYSLOG or SYSTEMD-JOURNAL');
    case 'syslogsocket':
      return t('option.syslogsocket', 'The socket of syslog, where that is the log target');
    case 'socket':
      return t('option.socket', 'The socket on which fail2ban takes commands');
    case 'pidfile':
      return t('option.pidfile', 'The file with the number of fail2ban’s process');
    case 'dbfile':
      return t('option.dbfile', 'The database that keeps bans over a restart; None keeps nothing');
    case 'dbpurgeage':
      return t('option.dbpurgeage', 'How long the database keeps a ban after its end');
    case 'dbmaxmatches':
      return t('option.dbmaxmatches', 'How many matched lines the database keeps of each ban');
    case 'allowipv6':
      return t('option.allowipv6', 'Whether IPv6 is used; auto looks at the host');
    case 'stacksize':
      return t('option.stacksize', 'The stack of each thread in kB; 0 is what the system gives');
    case 'actionreban':
      return t('option.actionreban', 'Runs for each ban that returns after a repair, in place of actionban');
    case 'actionreload':
      return t('option.actionreload', 'Runs when the jail is loaded anew');
    case 'before':
      return t('option.before', 'A file that is read before this one');
    case 'after':
      return t('option.after', 'A file that is read after this one');
    default:
      return null;
  }
}
