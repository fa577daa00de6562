// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/stream/streamhandle.h"
#include "ui/monitor/ratehistory.h"

#include <QAbstractListModel>
#include <QTimer>

#include <vector>

namespace shell {

//! The connections of the window in the order of their tabs: address, state, messages a second now and in the last
//! minute.
//!
//! The handles are the program's; a connection must be removed before its handle goes.
class ConnectionModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        StateRole = Qt::UserRole, //!< connection::State as int.
        RateRole, //!< `12 /s`; empty when nothing is open.
        RatesRole, //!< QList<double>, a second each, the newest last.
    };

    explicit ConnectionModel(const base::Clock &clock, QObject *parent = nullptr);

    void add(stream::StreamHandle &handle);
    void remove(const stream::StreamHandle &handle);
    [[nodiscard]] int rowOf(const stream::StreamHandle &handle) const;
    //! Takes the rates of this moment; called each second while there are connections.
    void sample();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry
    {
        stream::StreamHandle *handle;
        monitor::RateHistory rates;
        connection::State state;
        QUrl url;
    };

    void tickArrived(const stream::StreamHandle &handle);

    const base::Clock &m_clock;
    std::vector<Entry> m_entries;
    QTimer m_second;
};

//! `host:port/path` of \a url, short and safe to show; words for none.
[[nodiscard]] QString shortAddress(const QUrl &url);

} // namespace shell
