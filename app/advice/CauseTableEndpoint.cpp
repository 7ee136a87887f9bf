// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

#include <QtGlobal>

namespace pt {

namespace {

constexpr CauseLines lines[] = {
    {"endpoint.local-helper-not-running",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy helper on this computer does not run"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy is set to a helper program on this computer, and that program does not run."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The address is this computer itself (localhost). A helper such as cntlm, px or a "
       "security agent should listen there, and nothing does."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Start the helper program."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Start the helper program, or the VPN or agent it belongs to."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "If the helper was removed, remove this proxy from the settings as well."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Nothing to look for on the proxy: the client is set to a helper on itself (127.0.0.1, "
       "::1 or localhost), and nothing listens there. Please check why the helper or agent is "
       "not started."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the company's proxy is down or that a password is wrong: nothing "
       "left this computer."),
     "credentials.rejected network.refused"},
    {"endpoint.expects-tls",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy expects an encrypted connection"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy on this port wants an encrypted connection from the start, and the settings "
       "say a plain one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The port speaks TLS: the proxy's address must start with https."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Change the proxy's address from http to https."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the proxy with https:// in front, if the program can do that."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Offer a port without TLS for programs that cannot use an https proxy."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The port below speaks TLS and was spoken to in plain HTTP. Please say whether clients "
       "are to use an https proxy address for it, or which port takes plain HTTP."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down or that a password is wrong: it was spoken to in "
       "the wrong way."),
     "credentials.rejected network.refused network.timed-out"},
    {"endpoint.does-not-speak-tls",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy does not speak TLS on this port"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The settings ask for an encrypted connection to the proxy, but this port offers only a "
       "plain one."),
     QT_TRANSLATE_NOOP("CauseWording",
       "An https in the proxy's address means that the connection to the proxy itself is "
       "encrypted. This port answers in plain HTTP. Encrypted websites work through a plain "
       "proxy as well."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Change the proxy's address from https to http."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the proxy with http:// in front, also as the proxy for https websites."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client opens TLS to the port below, and the port does not speak it. Please say "
       "whether clients are to use an http proxy address, or which port takes TLS."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that encrypted websites are impossible or that a certificate is wrong."),
     "tls.certificate-untrusted tls.target-failed credentials.rejected"},
    {"endpoint.is-socks",
     QT_TRANSLATE_NOOP("CauseWording",
       "This port is a SOCKS proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The port belongs to a SOCKS proxy, which speaks another language than the HTTP proxy "
       "that is set."),
     QT_TRANSLATE_NOOP("CauseWording",
       "SOCKS is another language between program and proxy than HTTP, and what the port "
       "answered is SOCKS."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the proxy as SOCKS proxy, or use the port of the HTTP proxy."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Choose SOCKS in the program's proxy settings, with the same host and port."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Ask for the port of the HTTP proxy."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The port below speaks SOCKS and was spoken to in HTTP. Please say which port is the HTTP "
       "proxy, or that clients are to use SOCKS."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down or that a password is wrong: it was spoken to in "
       "another language."),
     "credentials.rejected network.refused"},
    {"endpoint.is-http",
     QT_TRANSLATE_NOOP("CauseWording",
       "This port is an HTTP proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The port belongs to an HTTP proxy, which speaks another language than the SOCKS proxy "
       "that is set."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The port answers in HTTP, and not in SOCKS."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the proxy as HTTP proxy."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Choose HTTP in the program's proxy settings, with the same host and port."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The port below speaks HTTP and was spoken to in SOCKS. Please say which port is the "
       "SOCKS proxy, or that clients are to use HTTP."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down or that a password is wrong: it was spoken to in "
       "another language."),
     "credentials.rejected socks.credentials-rejected network.refused"},
    {"endpoint.not-a-proxy",
     QT_TRANSLATE_NOOP("CauseWording",
       "A web server answers here, not a proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The address belongs to a web server that does not pass requests on; it is not a proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The server answered with its own page where a proxy would fetch the website, and does "
       "not open tunnels (CONNECT)."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the host name and port of the proxy."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Compare host and port with the instructions."),
          nullptr, false},
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "If this is the right host, switch its proxy function on."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The host below answers like a web server: with pages of its own, and without opening "
       "tunnels. Please check whether the client's address is the proxy's, or whether forwarding "
       "is switched on for this source."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the website or a password is at fault: the request went to the "
       "wrong server."),
     "credentials.rejected origin.refused origin.not-found"},
    {"endpoint.serves-pac",
     QT_TRANSLATE_NOOP("CauseWording",
       "This is the address of a PAC file, not of a proxy"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The address leads to a file that tells browsers which proxy to use; it is not a proxy "
       "itself."),
     QT_TRANSLATE_NOOP("CauseWording",
       "A PAC file (proxy auto-configuration) is a small script. Its address belongs into the "
       "field for the automatic configuration, and the proxy's name is written inside of it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Enter the address as automatic configuration, or take the proxy from the file."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Enter the address in the field for automatic proxy configuration (PAC)."),
          nullptr, false},
         {Actor::HelpDesk, QT_TRANSLATE_NOOP("CauseWording",
           "Open the file and use the host and port that follow the word PROXY."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The client uses the address of a PAC file as if it were the proxy. Please tell the desk "
       "whether it belongs into the field for the automatic configuration, and which proxy the "
       "file names."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that the proxy is down: the address is that of another thing."),
     "network.refused network.timed-out"},
    {"endpoint.not-http",
     QT_TRANSLATE_NOOP("CauseWording",
       "Another service answers on this port"),
     QT_TRANSLATE_NOOP("CauseWording",
       "Something answers on this port, but it is not an HTTP proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The first bytes of the answer are not those of a proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "Check the port number of the proxy."),
     {
         {Actor::User, QT_TRANSLATE_NOOP("CauseWording",
           "Compare host and port with the instructions."),
          nullptr, false},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "Another service answers on the port below. Please tell the desk the right port of the "
       "proxy."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: it was not asked for."),
     "credentials.rejected network.refused"},
    {"endpoint.protocol-broken",
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy's answer is broken"),
     QT_TRANSLATE_NOOP("CauseWording",
       "The proxy answered with something that programs cannot read."),
     QT_TRANSLATE_NOOP("CauseWording",
       "What came back breaks the rules that programs rely on, so they fail, guess, or leave "
       "parts of it out."),
     QT_TRANSLATE_NOOP("CauseWording",
       "The people who run the proxy must look at the recorded answer."),
     {
         {Actor::ProxyAdmin, QT_TRANSLATE_NOOP("CauseWording",
           "Look at the marked bytes, and at devices in between that change answers."),
          QT_TRANSLATE_NOOP("CauseWording",
            "The proxy's answer is not valid HTTP. The exact bytes are in the attached bundle."),
          true},
     },
     QT_TRANSLATE_NOOP("CauseWording",
       "The answer below breaks the rules of its protocol at the place that is marked in the "
       "recording. Please compare it with what the proxy itself sends; a device in between may "
       "change or cut it."),
     QT_TRANSLATE_NOOP("CauseWording",
       "It does not mean that a password is wrong: it is the answer that cannot be read."),
     "network.no-reply network.refused"},
};

} // namespace

std::span<const CauseLines> endpointCauses()
{
    return lines;
}

} // namespace pt
