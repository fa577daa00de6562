// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace shell {

class ConnectionModel;

//! The connections beside their tabs, each with its state, rate and a picture of its last minute; the chosen one is
//! shown.
class ConnectionList : public QListView
{
    Q_OBJECT
public:
    explicit ConnectionList(ConnectionModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
};

} // namespace shell
