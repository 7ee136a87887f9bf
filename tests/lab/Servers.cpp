// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Servers.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace lab {

namespace {

/// Where Debian and others keep the modules of Apache.
QString apacheModules()
{
    for (const QString &path : {u"/usr/lib/apache2/modules"_s, u"/usr/lib64/httpd/modules"_s}) {
        if (QDir(path).exists())
            return path;
    }
    return u"/usr/lib/apache2/modules"_s;
}

QByteArray apacheBasics(const LabServer &server, std::initializer_list<const char *> modules)
{
    const QByteArray folder = server.folder().toUtf8();
    QByteArray text = "ServerName 127.0.0.1\n"
                      "ServerRoot \""
        + folder
        + "\"\n"
          "DefaultRuntimeDir \""
        + folder
        + "\"\n"
          "PidFile \""
        + folder
        + "/pid\"\n"
          "Mutex file:"
        + folder
        + "\n"
          "ErrorLog \""
        + folder
        + "/error.log\"\n"
          "Listen 127.0.0.1:"
        + QByteArray::number(server.port())
        + "\n"
          // Small, so that it runs where there is little of everything.
          "StartServers 1\nServerLimit 1\nThreadsPerChild 16\nThreadLimit 16\n"
          "MaxRequestWorkers 16\nMinSpareThreads 1\nMaxSpareThreads 16\n"
          "Timeout 20\n";
    for (const char *module : modules) {
        text += "LoadModule " + QByteArray(module) + "_module " + apacheModules().toUtf8() + "/mod_"
            + module + ".so\n";
    }
    if (LabServer::isRoot())
        text += "User www-data\nGroup www-data\n";
    text += "LogFormat \"%>s %u %r\" lab\nCustomLog \"" + folder + "/access.log\" lab\n";
    return text;
}

LabServer::Plan apachePlan(const LabServer &server, const QByteArray &configuration)
{
    return {u"apache2"_s,
            u"apache2-bin"_s,
            {u"-f"_s, server.configurationPath(), u"-D"_s, u"FOREGROUND"_s},
            configuration};
}

const QByteArray realm = "Lab office proxy";

/// Lines as htdigest writes them, with the secret part of RFC 7616 section 3.4.2.
bool addDigestAccounts(const LabServer &server)
{
    QByteArray lines;
    for (const auto &[name, password] :
         {std::pair{user.toUtf8(), rightPassword}, std::pair{oddUser.toUtf8(), oddPassword}}) {
        const QByteArray start = name + ':' + realm + ':';
        lines += start + QCryptographicHash::hash(start + password, QCryptographicHash::Md5).toHex()
            + '\n';
    }
    return server.write(u"digest-accounts"_s, lines);
}

} // namespace

QString startSquid(LabServer &server, const SquidRules &rules)
{
    if (rules.ntlm && !QFile::exists(u"/usr/bin/ntlm_auth"_s))
        return u"/usr/bin/ntlm_auth is not there: install the Debian package winbind"_s;
    if (rules.asksForSignIn) {
        QString problem = server.addAccount(u"accounts"_s, user, rightPassword);
        if (problem.isEmpty())
            problem = server.addAccount(u"accounts"_s, oddUser, oddPassword);
        if (problem.isEmpty())
            problem = server.addAccount(u"accounts"_s, latin1User,
                                        QString::fromUtf8(latin1Password).toLatin1());
        if (!problem.isEmpty())
            return problem;
        if (!addDigestAccounts(server))
            return u"the accounts cannot be written"_s;
    }
    return server.start([&rules](const LabServer &self) {
        const QByteArray folder = self.folder().toUtf8();
        QByteArray text = "http_port 127.0.0.1:" + QByteArray::number(self.port())
            + "\n"
              "visible_hostname squid.lab.test\n"
              "unique_hostname "
            + self.unique().toUtf8()
            + ".lab.test\n"
              "pid_filename "
            + folder
            + "/pid\n"
              "cache_log "
            + folder
            + "/cache.log\n"
              "logformat lab %Ss/%03>Hs %rm %ru port=%>p user=%un\n"
              "access_log stdio:"
            + folder
            + "/access.log lab\n"
              "coredump_dir "
            + folder
            + "\n"
              "cache deny all\n"
              "cache_mem 8 MB\n"
              // Nothing in shared memory: there may be none, or little.
              "memory_cache_shared off\n"
              // Squid makes a table for every one it might have; some containers allow 2^30.
              "max_filedescriptors 1024\n"
              "pinger_enable off\n"
              "netdb_filename none\n"
              "shutdown_lifetime 0 seconds\n"
              "connect_timeout 5 seconds\n"
              // Names are never asked for outside of this computer.
              "dns_nameservers 127.0.0.1\n";
        if (rules.asksForSignIn && !rules.negotiate.isEmpty()) {
            // Without a cache of what was seen before: that would be outside of this folder.
            text += "auth_param negotiate program /usr/bin/env KRB5_CONFIG=" + folder
                + "/krb5.conf KRB5RCACHENAME=none: /usr/lib/squid/negotiate_kerberos_auth "
                + rules.negotiate
                + "\n"
                  "auth_param negotiate children 2 startup=1 idle=1\n"
                  "auth_param negotiate keep_alive on\n";
        }
        if (rules.asksForSignIn && rules.digest) {
            text += "auth_param digest program /usr/lib/squid/digest_file_auth -c " + folder
                + "/digest-accounts\n"
                  "auth_param digest children 1 startup=1 idle=1\n"
                  "auth_param digest realm "
                + realm + '\n';
        }
        if (rules.asksForSignIn && rules.basic) {
            text += "auth_param basic program /usr/lib/squid/basic_ncsa_auth " + folder
                + "/accounts\n"
                  "auth_param basic children 1 startup=1 idle=1\n"
                  "auth_param basic realm "
                + rules.realm + '\n';
        }
        if (rules.asksForSignIn && rules.ntlm) {
            // With a password it needs no domain controller; the one it is given is made up.
            text += "auth_param ntlm program /usr/bin/ntlm_auth "
                    "--helper-protocol=squid-2.5-ntlmssp --domain=CORP --username="
                + user.toUtf8() + " --password=" + rightPassword
                + "\n"
                  "auth_param ntlm children 2 startup=1 idle=1\n"
                  "auth_param ntlm keep_alive on\n";
        }
        if (rules.asksForSignIn)
            text += "acl signed_in proxy_auth REQUIRED\n";
        if (LabServer::isRoot())
            text += "cache_effective_user proxy\n";
        text += rules.accessRules + "http_access deny all\n";
        return LabServer::Plan{u"squid"_s,
                               u"squid"_s,
                               {u"-N"_s, u"-f"_s, self.configurationPath(), u"-n"_s, self.unique()},
                               text};
    });
}

QString startTinyproxy(LabServer &server, const QList<quint16> &connectPorts)
{
    return server.start([&connectPorts](const LabServer &self) {
        const QByteArray folder = self.folder().toUtf8();
        QByteArray text = "Port " + QByteArray::number(self.port())
            + "\n"
              "Listen 127.0.0.1\n"
              "Timeout 20\n"
              "LogFile \""
            + folder
            + "/access.log\"\n"
              "LogLevel Info\n"
              "PidFile \""
            + folder
            + "/pid\"\n"
              "MaxClients 20\n"
              "Allow 127.0.0.1\n"
              "ViaProxyName \"tinyproxy.lab.test\"\n"
              "BasicAuth "
            + user.toUtf8() + ' ' + rightPassword + "\n";
        for (const quint16 port : connectPorts)
            text += "ConnectPort " + QByteArray::number(port) + "\n";
        return LabServer::Plan{
            u"tinyproxy"_s, u"tinyproxy-bin"_s, {u"-d"_s, u"-c"_s, self.configurationPath()}, text};
    });
}

QString startApacheProxy(LabServer &server, const QList<quint16> &connectPorts)
{
    const QString problem = server.addAccount(u"accounts"_s, user, rightPassword);
    if (!problem.isEmpty())
        return problem;
    return server.start([&connectPorts](const LabServer &self) {
        QByteArray text
            = apacheBasics(self,
                           {"mpm_event", "authn_core", "authn_file", "authz_core", "authz_user",
                            "auth_basic", "proxy", "proxy_http", "proxy_connect"});
        text += "ProxyRequests On\nAllowCONNECT";
        for (const quint16 port : connectPorts)
            text += ' ' + QByteArray::number(port);
        text += "\n<Proxy \"*\">\n"
                "  AuthType Basic\n"
                "  AuthName \"Lab office proxy\"\n"
                "  AuthBasicProvider file\n"
                "  AuthUserFile \""
            + self.path(u"accounts"_s).toUtf8()
            + "\"\n"
              "  Require valid-user\n"
              "</Proxy>\n";
        return apachePlan(self, text);
    });
}

QString startStunnel(LabServer &server, quint16 behind, const pt::PracticeCertificate &certificate)
{
    if (!server.write(u"certificate.pem"_s,
                      certificate.site.toPem() + certificate.authority.toPem())
        || !server.write(u"key.pem"_s, certificate.siteKey.toPem()))
        return u"the certificate cannot be written"_s;
    return server.start([behind](const LabServer &self) {
        const QByteArray text = "foreground = yes\npid =\nsyslog = no\n[proxy]\naccept = 127.0.0.1:"
            + QByteArray::number(self.port()) + "\nconnect = 127.0.0.1:"
            + QByteArray::number(behind) + "\ncert = " + self.path(u"certificate.pem"_s).toUtf8()
            + "\nkey = " + self.path(u"key.pem"_s).toUtf8() + "\n";
        return LabServer::Plan{u"stunnel4"_s, u"stunnel4"_s, {self.configurationPath()}, text};
    });
}

QByteArray cntlmConfiguration(quint16 behind, const QByteArray &password)
{
    return "Username " + user.toUtf8() + "\nDomain CORP\nPassword " + password
        + "\nAuth NTLMv2\nProxy 127.0.0.1:" + QByteArray::number(behind) + '\n';
}

QString startCntlm(LabServer &server, quint16 behind, const QByteArray &password)
{
    return server.start([&](const LabServer &self) {
        const QByteArray text = cntlmConfiguration(behind, password) + "Listen 127.0.0.1:"
            + QByteArray::number(self.port()) + '\n';
        return LabServer::Plan{
            u"cntlm"_s, u"cntlm"_s, {u"-f"_s, u"-c"_s, self.configurationPath()}, text};
    });
}

QString startApacheDigestProxy(LabServer &server, const QList<quint16> &connectPorts,
                               int nonceSeconds)
{
    if (!addDigestAccounts(server))
        return u"the accounts cannot be written"_s;
    return server.start([&connectPorts, nonceSeconds](const LabServer &self) {
        QByteArray text
            = apacheBasics(self,
                           {"mpm_event", "authn_core", "authn_file", "authz_core", "authz_user",
                            "auth_digest", "proxy", "proxy_http", "proxy_connect"});
        text += "ProxyRequests On\nAllowCONNECT";
        for (const quint16 port : connectPorts)
            text += ' ' + QByteArray::number(port);
        text += "\n<Proxy \"*\">\n"
                "  AuthType Digest\n"
                "  AuthName \""
            + realm
            + "\"\n"
            + (nonceSeconds > 0
                   ? "  AuthDigestNonceLifetime " + QByteArray::number(nonceSeconds) + '\n'
                   : QByteArray())
            + "  AuthDigestProvider file\n"
              "  AuthUserFile \""
            + self.path(u"digest-accounts"_s).toUtf8()
            + "\"\n"
              "  Require valid-user\n"
              "</Proxy>\n";
        return apachePlan(self, text);
    });
}

QString startHaproxy(LabServer &server, quint16 behind, bool asProxy)
{
    return server.start([behind, asProxy](const LabServer &self) {
        const QByteArray text = "global\n"
                                "  maxconn 50\n"
                                "  log stdout format raw local0\n"
                                "defaults\n"
                                "  mode http\n"
                                "  log global\n"
                                "  log-format \"%ST %{+Q}r\"\n"
                                "  timeout client 20s\n"
                                "  timeout server 20s\n"
                                "  timeout connect 5s\n"
                                "userlist lab\n"
                                "  user "
            + user.toUtf8() + " insecure-password " + rightPassword
            + "\n"
              "frontend gate\n"
              "  bind 127.0.0.1:"
            + QByteArray::number(self.port()) + "\n"
            + (asProxy ? "  option http-use-proxy-header\n" : "")
            + "  http-request auth realm Lab unless { http_auth(lab) }\n"
              "  default_backend out\n"
              "backend out\n"
              "  server proxy 127.0.0.1:"
            + QByteArray::number(behind) + "\n";
        return LabServer::Plan{
            u"haproxy"_s, u"haproxy"_s, {u"-f"_s, self.configurationPath(), u"-db"_s}, text};
    });
}

QString startMitmproxy(LabServer &server)
{
    return server.start([](const LabServer &self) {
        return LabServer::Plan{u"mitmdump"_s,
                               u"mitmproxy"_s,
                               {u"--set"_s, u"confdir="_s + self.path(u"mitmproxy"_s),
                                u"--proxyauth"_s, user + u':' + QString::fromUtf8(rightPassword),
                                u"--listen-host"_s, u"127.0.0.1"_s, u"--listen-port"_s,
                                QString::number(self.port()), u"--ssl-insecure"_s},
                               {}};
    });
}

QString startApacheWebServer(LabServer &server)
{
    return server.start([](const LabServer &self) {
        QDir(self.folder()).mkdir(u"site"_s);
        self.write(u"site/index.html"_s,
                   "<!DOCTYPE html><html><title>Lab</title><h1>A web server</h1></html>\n");
        const QByteArray site = self.path(u"site"_s).toUtf8();
        QByteArray text = apacheBasics(self, {"mpm_event", "authz_core", "dir", "mime"});
        // The types of the system are in another package.
        text += "TypesConfig /dev/null\nAddType text/html .html\nDirectoryIndex index.html\n"
                "DocumentRoot \""
            + site
            + "\"\n"
              "<Directory \""
            + site + "\">\n  Require all granted\n</Directory>\n";
        return apachePlan(self, text);
    });
}

} // namespace lab
