// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

/// The arithmetic of NTLM (MS-NLMP section 3.3). Every result bears a secret or can be guessed
/// against: the caller overwrites it after use (wipeMemory). Empty where this system's cryptography
/// lacks what is needed. Challenges are of 8 bytes.
namespace pt::ntlmproof {

/// NTOWFv1: MD4 of the password in UTF-16LE.
QByteArray ntHash(const Secret &password);
/// LMOWFv1: two DES keys from the first 14 letters in upper case. Only to recognise what other
/// programs send: nothing here answers with it. Letters outside Latin-1 become a question mark.
QByteArray lmHash(const Secret &password);
/// NTOWFv2. `user` goes in in upper case, `domain` as it is sent.
QByteArray ntHashV2(const Secret &password, const QString &user, const QString &domain);

/// DESL: the answer of version 1, 24 bytes, from a hash of 16 and a challenge of 8.
QByteArray version1(QByteArrayView hash, QByteArrayView serverChallenge);
/// The same with extended session security, where the client's challenge goes in too.
QByteArray version1Session(QByteArrayView ntHash, QByteArrayView serverChallenge,
                           QByteArrayView clientChallenge);

/// temp of section 3.3.2: what the answer of NTLMv2 is made for.
QByteArray temp(quint64 time, QByteArrayView clientChallenge, QByteArrayView targetInfo);
/// NTProofStr; the NTLMv2 response is this and then `temp`.
QByteArray version2(QByteArrayView ntHashV2, QByteArrayView serverChallenge, QByteArrayView temp);
/// LMv2 response.
QByteArray lmVersion2(QByteArrayView ntHashV2, QByteArrayView serverChallenge,
                      QByteArrayView clientChallenge);
/// SessionBaseKey of NTLMv2.
QByteArray sessionBaseKey(QByteArrayView ntHashV2, QByteArrayView ntProof);
/// SessionBaseKey of version 1.
QByteArray sessionBaseKeyV1(QByteArrayView ntHash);
/// Over the three messages, the MIC field of the last one zero (section 3.1.5.1.2).
QByteArray mic(QByteArrayView sessionKey, QByteArrayView negotiate, QByteArrayView challenge,
               QByteArrayView authenticate);

/// MsvAvChannelBindings: MD5 over a gss_channel_bindings_struct (RFC 2744 section 3.11) that holds
/// `hash` as tls-server-end-point; 16 zeros where `hash` is empty.
QByteArray channelBindings(QByteArrayView hash);

/// The name in upper case as Windows does it: one UTF-16 unit by one, and never from another
/// script into ASCII or away from Latin-1, so that "straße" keeps its letter.
QString upperCase(const QString &name);

} // namespace pt::ntlmproof
