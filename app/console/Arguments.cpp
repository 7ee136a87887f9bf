// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/Arguments.h"

#include "model/VisibleText.h"

#include <QCoreApplication>
#include <QUrl>

#include <span>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

enum class Takes { Nothing, Value };

struct Option
{
    QLatin1StringView name;
    Takes takes;
};

constexpr Option checkOptions[] = {
    {"--proxy"_L1, Takes::Value},          {"--scheme"_L1, Takes::Value},
    {"--target"_L1, Takes::Value},         {"--user"_L1, Takes::Value},
    {"--password-stdin"_L1, Takes::Nothing}, {"--password-file"_L1, Takes::Value},
    {"--profile"_L1, Takes::Value},        {"--auth"_L1, Takes::Value},
    {"--attempts"_L1, Takes::Value},       {"--timeout"_L1, Takes::Value},
    {"--ca-file"_L1, Takes::Value},        {"--user-agent"_L1, Takes::Value},
    {"--json"_L1, Takes::Nothing},         {"--bundle"_L1, Takes::Value},
    {"--no-second-opinion"_L1, Takes::Nothing}, {"--ntlm-v1"_L1, Takes::Nothing},
    {"--watch"_L1, Takes::Value},          {"--every"_L1, Takes::Value},
};
constexpr Option analyzeOptions[] = {{"--json"_L1, Takes::Nothing}};
constexpr Option practiceOptions[] = {{"--list"_L1, Takes::Nothing},
                                      {"--table"_L1, Takes::Nothing},
                                      {"--json"_L1, Takes::Nothing},
                                      {"--bundle"_L1, Takes::Value},
                                      {"--watch"_L1, Takes::Value},
                                      {"--every"_L1, Takes::Value}};
constexpr Option servePracticeOptions[] = {{"--port"_L1, Takes::Value}};

struct CommandName
{
    QLatin1StringView name;
    CommandKind kind;
    std::span<const Option> options;
};

constexpr CommandName commands[] = {
    {"check"_L1, CommandKind::Check, checkOptions},
    {"analyze"_L1, CommandKind::Analyze, analyzeOptions},
    {"practice"_L1, CommandKind::Practice, practiceOptions},
    {"serve-practice"_L1, CommandKind::ServePractice, servePracticeOptions},
};

const CommandName *commandNamed(const QString &name)
{
    for (const CommandName &command : commands) {
        if (name == command.name)
            return &command;
    }
    return nullptr;
}

/// Spellings by which people know the option for a password from other programs.
bool wouldCarryPassword(const QString &option)
{
    static const QStringList names{u"--password"_s, u"--pass"_s, u"--passwd"_s, u"--pwd"_s,
                                   u"--secret"_s,   u"-p"_s,     u"--proxy-user"_s, u"-U"_s,
                                   u"--proxy-password"_s, u"--credentials"_s};
    return names.contains(option);
}

class Parser
{
    Q_DECLARE_TR_FUNCTIONS(Arguments)

public:
    explicit Parser(const QStringList &arguments)
        : m_arguments(arguments)
    {
    }

    tl::expected<Command, UsageError> parse()
    {
        if (m_arguments.isEmpty())
            return wrong(tr("No command was given."), seeHelp());
        const QString first = m_arguments.first();
        if (first == u"--help" || first == u"-h" || first == u"help")
            return Command{};
        if (first == u"--version") {
            m_command.kind = CommandKind::Version;
            return m_command;
        }
        m_name = commandNamed(first);
        if (!m_name) {
            if (first.startsWith(u'-'))
                return wrong(tr("A command comes first, but this is an option: %1").arg(shown(optionName(first))),
                             seeHelp());
            return wrong(tr("There is no command \"%1\".").arg(shown(first)), seeHelp());
        }
        m_command.kind = m_name->kind;
        for (m_at = 1; m_at < m_arguments.size(); ++m_at) {
            const QString argument = m_arguments.at(m_at);
            if (argument == u"--help" || argument == u"-h")
                return Command{};
            const bool isOption = argument.startsWith(u'-') && argument != u"-";
            if (!(isOption ? option(argument) : positional(argument)))
                return tl::make_unexpected(m_error);
        }
        if (!complete())
            return tl::make_unexpected(m_error);
        return m_command;
    }

    static QString help()
    {
        return tr("Proxy Triage finds out why a program cannot get through an HTTP proxy, and proves it.\n"
                  "\n"
                  "  proxy-triage-cli check --proxy HOST:PORT [options]\n"
                  "      Tests a proxy step by step and names the cause.\n"
                  "      --proxy ADDRESS         the proxy, as host:port, http://host:port or https://host:port;\n"
                  "                              without it the one that this computer's settings name\n"
                  "      --scheme S              how the proxy itself is spoken to: http, https (over\n"
                  "                              TLS), socks5 or socks4a\n"
                  "      --target URL            a website to reach through it, may be given several times;\n"
                  "                              without it: http://example.com/ and https://example.com/\n"
                  "      --user NAME             the user name for the proxy\n"
                  "      --password-stdin        read the password from standard input\n"
                  "      --password-file FILE    read the password from a file that only you can read\n"
                  "      --profile NAME          use a saved profile and the password stored for it\n"
                  "      --auth METHOD           the method of sign-in: any, basic, digest, ntlm or negotiate, which\n"
                  "                              is by the Kerberos ticket of this computer or of the user\n"
                  "      --ntlm-v1               answer NTLM in its version 1, in this test only; whoever can\n"
                  "                              listen on the way can find the password out from that\n"
                  "      --attempts 1..3         how many refused sign-ins are allowed, 1 if not given; with more,\n"
                  "                              what is refused is tried in other spellings too\n"
                  "      --timeout SECONDS       how long to wait for an answer, 1 to 600\n"
                  "      --ca-file FILE          trust these certificates (PEM) as well\n"
                  "      --user-agent TEXT       the name that the test gives itself\n"
                  "      --no-second-opinion     use this program's own tests only, as this version always does\n"
                  "      --json                  print the result as JSON\n"
                  "      --bundle FILE           save a support bundle (zip) without passwords\n"
                  "      --watch MINUTES         test again and again for so long, 1 to 1440, and tell what changes;\n"
                  "                              a sign-in that was refused is not sent again\n"
                  "      --every SECONDS         of a watch: how often to test, 5 to 3600, 60 if not given\n"
                  "\n"
                  "  proxy-triage-cli analyze FILE|- [--json]\n"
                  "      Names the cause in raw HTTP text or in a support bundle; - is standard input.\n"
                  "\n"
                  "  proxy-triage-cli practice [--list] [SCENARIO] [--json] [--bundle FILE]\n"
                  "                            [--watch MINUTES] [--every SECONDS]\n"
                  "      Tests the built-in proxy that misbehaves on purpose; nothing leaves this computer.\n"
                  "\n"
                  "  proxy-triage-cli practice --table [--json]\n"
                  "      Plays every scenario and compares what is found with what must be: a test of the\n"
                  "      program itself, which takes about a minute.\n"
                  "\n"
                  "  proxy-triage-cli serve-practice SCENARIO [--port N]\n"
                  "      Runs the built-in proxy alone, for trying other programs, until Ctrl+C.\n"
                  "\n"
                  "  proxy-triage-cli --help | --version\n"
                  "\n"
                  "Passwords are never taken from the command line, where other users of this computer could\n"
                  "read them. Progress goes to standard error, the result to standard output.\n"
                  "\n"
                  "Exit status: 0 everything works, 1 a cause was found, 2 wrong usage, 3 interrupted or could\n"
                  "not run.\n");
    }

    static QString seeHelp() { return tr("See: proxy-triage-cli --help"); }

private:
    static QString shown(const QString &text) { return visibleText(text, false, 120); }
    static QString optionName(const QString &argument)
    {
        const qsizetype equals = argument.indexOf(u'=');
        return equals < 0 ? argument : argument.left(equals);
    }

    tl::unexpected<UsageError> wrong(const QString &what, const QString &how)
    {
        m_error = {what, how};
        return tl::make_unexpected(m_error);
    }
    bool refuse(const QString &what, const QString &how)
    {
        m_error = {what, how};
        return false;
    }

    bool option(const QString &argument)
    {
        const QString name = optionName(argument);
        const bool curlStyle = m_command.kind == CommandKind::Check
            && (argument.startsWith(u"-U") || argument.startsWith(u"-p"));
        if (wouldCarryPassword(name) || curlStyle) {
            return refuse(tr("A password is not taken from the command line: other users of this computer "
                             "can read it there, and shells keep it in their history."),
                          tr("Give the name with --user NAME and the password with --password-stdin or "
                             "--password-file FILE, for example:\n"
                             "  read -rs PW; printf %s \"$PW\" | proxy-triage-cli check --proxy HOST:PORT "
                             "--user NAME --password-stdin"));
        }
        const Option *known = nullptr;
        for (const Option &option : m_name->options) {
            if (name == option.name)
                known = &option;
        }
        if (!known) {
            return refuse(tr("The command %1 has no option %2.").arg(QString(m_name->name), shown(name)),
                          tr("Its options are: %1").arg(optionsOf(QString(m_name->name)).join(u' ')));
        }
        QString value;
        const qsizetype equals = argument.indexOf(u'=');
        if (known->takes == Takes::Nothing) {
            if (equals >= 0)
                return refuse(tr("The option %1 takes no value.").arg(name), seeHelp());
        } else if (equals >= 0) {
            value = argument.mid(equals + 1);
        } else if (m_at + 1 < m_arguments.size() && !m_arguments.at(m_at + 1).startsWith(u"--")) {
            value = m_arguments.at(++m_at);
        }
        if (known->takes == Takes::Value && value.isEmpty())
            return refuse(tr("The option %1 needs a value.").arg(name), seeHelp());
        if (name != u"--target" && m_seen.contains(name))
            return refuse(tr("The option %1 is given twice.").arg(name), tr("Give it once."));
        m_seen.append(name);
        return apply(name, value);
    }

    bool apply(const QString &name, const QString &value)
    {
        if (name == u"--json")
            m_command.json = true;
        else if (name == u"--bundle")
            m_command.bundleFile = value;
        else if (name == u"--list")
            m_command.kind = CommandKind::PracticeList;
        else if (name == u"--table")
            m_command.kind = CommandKind::PracticeTable;
        else if (name == u"--proxy")
            m_command.proxy = value;
        else if (name == u"--target")
            return target(value);
        else if (name == u"--user")
            return user(value);
        else if (name == u"--password-stdin")
            return password(PasswordSource::StandardInput);
        else if (name == u"--password-file") {
            m_command.passwordFile = value;
            return password(PasswordSource::File);
        } else if (name == u"--profile") {
            m_command.profile = value;
            return password(PasswordSource::Profile);
        } else if (name == u"--scheme")
            return scheme(value);
        else if (name == u"--auth")
            return auth(value);
        else if (name == u"--ntlm-v1")
            m_command.ntlmVersion1 = true;
        else if (name == u"--attempts")
            return number(name, value, 1, 3, m_command.attempts);
        else if (name == u"--timeout")
            return number(name, value, 1, 600, m_command.timeoutSeconds);
        else if (name == u"--watch")
            return number(name, value, 1, 1440, m_command.watchMinutes);
        else if (name == u"--every")
            return number(name, value, 5, 3600, m_command.everySeconds);
        else if (name == u"--ca-file")
            m_command.caFile = value;
        else if (name == u"--user-agent")
            return userAgent(value);
        else if (name == u"--port") {
            int port = 0;
            if (!number(name, value, 0, 65535, port))
                return false;
            m_command.port = quint16(port);
        }
        return true;
    }

    bool positional(const QString &argument)
    {
        if (m_command.kind == CommandKind::Check) {
            return refuse(tr("check takes options only, and this is none: %1").arg(shown(argument)),
                          tr("Give the proxy with --proxy HOST:PORT and each website with --target URL."));
        }
        if (!m_command.subject.isEmpty())
            return refuse(tr("There is one argument too many: %1").arg(shown(argument)), seeHelp());
        m_command.subject = argument;
        return true;
    }

    bool complete()
    {
        if (m_command.watchMinutes == 0 && m_seen.contains(u"--every"_s)) {
            return refuse(tr("--every says how often a watch tests, and there is no --watch."),
                          tr("Give --watch MINUTES as well, or leave --every out."));
        }
        if (m_command.watchMinutes > 0 && m_command.everySeconds > m_command.watchMinutes * 60) {
            return refuse(tr("--every is longer than the whole watch: nothing would be tested twice."),
                          tr("Give a longer --watch or a shorter --every."));
        }
        switch (m_command.kind) {
        case CommandKind::Check:
            // Without any proxy the settings of this computer are asked.
            if (m_command.scheme && m_command.proxy.isEmpty() && m_command.profile.isEmpty())
                return refuse(tr("--scheme says how the proxy of --proxy is spoken to, and there is none."),
                              tr("Give the proxy with --proxy HOST:PORT."));
            break;
        case CommandKind::Analyze:
            if (m_command.subject.isEmpty())
                return refuse(tr("The recording to analyze is missing."),
                              tr("Name a file with raw HTTP text or a support bundle, or - for standard input."));
            break;
        case CommandKind::Practice:
            // Without a scenario the list is what helps.
            if (m_command.subject.isEmpty() && m_command.watchMinutes > 0) {
                return refuse(tr("The scenario to watch is missing."),
                              tr("List the scenarios with: proxy-triage-cli practice --list"));
            }
            if (m_command.subject.isEmpty())
                m_command.kind = CommandKind::PracticeList;
            break;
        case CommandKind::PracticeTable:
            if (!m_command.subject.isEmpty() || !m_command.bundleFile.isEmpty() || m_seen.contains(u"--list"_s))
                return refuse(tr("--table plays every scenario, so it goes with --json only."), seeHelp());
            break;
        case CommandKind::ServePractice:
            if (m_command.subject.isEmpty())
                return refuse(tr("The scenario to play is missing."),
                              tr("List the scenarios with: proxy-triage-cli practice --list"));
            break;
        default:
            break;
        }
        return true;
    }

    bool password(PasswordSource source)
    {
        if (m_command.password != PasswordSource::None) {
            return refuse(tr("The password is to come from two places."),
                          tr("Give one of --password-stdin, --password-file and --profile."));
        }
        m_command.password = source;
        return true;
    }

    bool user(const QString &value)
    {
        // "name:password" is what curl takes; refused before it gets into any record.
        if (value.contains(u':')) {
            return refuse(tr("The user name contains a colon."),
                          tr("If what follows the colon is the password, leave it out and use --password-stdin or "
                             "--password-file FILE. A user name with a colon cannot be sent by Basic sign-in."));
        }
        m_command.user = value;
        return true;
    }

    bool target(const QString &value)
    {
        const QUrl url(value, QUrl::StrictMode);
        const QString scheme = url.scheme().toLower();
        const bool web = scheme == u"http" || scheme == u"https";
        if (value.contains(u'@') && (!web || !url.userInfo().isEmpty())) {
            return refuse(tr("A website to test may not carry a user name or password."),
                          tr("Leave out everything up to the @."));
        }
        if (!value.contains(u"://")) {
            return refuse(tr("A website is given with http:// or https:// in front: %1").arg(shown(value)),
                          tr("Write for example: --target https://%1/").arg(shown(value.section(u'/', 0, 0))));
        }
        if (!web || !url.isValid() || url.host().isEmpty()) {
            return refuse(tr("This is not an http or https address: %1").arg(shown(value)),
                          tr("Write for example: --target https://example.com/"));
        }
        m_command.targets.append(value);
        return true;
    }

    bool scheme(const QString &value)
    {
        const auto scheme = parseProxyScheme(value.toLower());
        if (!scheme) {
            return refuse(tr("The scheme of a proxy is not known: %1").arg(shown(value)),
                          tr("Known are: %1.").arg(u"http, https, socks5, socks4a"_s));
        }
        m_command.scheme = scheme;
        return true;
    }

    bool auth(const QString &value)
    {
        const auto choice = parseAuthChoice(value.toLower());
        if (!choice)
            return refuse(tr("The sign-in method is not known: %1").arg(shown(value)),
                          tr("Use --auth any, --auth basic, --auth digest, --auth ntlm or --auth negotiate."));
        m_command.auth = choice;
        return true;
    }

    bool userAgent(const QString &value)
    {
        for (const QChar c : value) {
            if (c.unicode() < 0x20 || c.unicode() > 0x7e) {
                return refuse(tr("The text of --user-agent holds a character that a request cannot carry."),
                              tr("Use plain letters, digits and signs."));
            }
        }
        m_command.userAgent = value;
        return true;
    }

    bool number(const QString &name, const QString &value, int lowest, int highest, int &into)
    {
        bool isNumber = false;
        const int number = value.toInt(&isNumber);
        if (!isNumber || number < lowest || number > highest) {
            return refuse(tr("The option %1 needs a whole number from %2 to %3.")
                              .arg(name, QString::number(lowest), QString::number(highest)),
                          seeHelp());
        }
        into = number;
        return true;
    }

    const QStringList &m_arguments;
    const CommandName *m_name = nullptr;
    qsizetype m_at = 0;
    Command m_command;
    QStringList m_seen;
    UsageError m_error;
};

} // namespace

tl::expected<Command, UsageError> parseArguments(const QStringList &arguments)
{
    return Parser(arguments).parse();
}

QStringList defaultTargets()
{
    return {u"http://example.com/"_s, u"https://example.com/"_s};
}

QStringList optionsOf(const QString &command)
{
    QStringList names;
    if (const CommandName *known = commandNamed(command)) {
        for (const Option &option : known->options)
            names.append(QString(option.name));
    }
    return names;
}

QString helpText()
{
    return Parser::help();
}

} // namespace pt
